// Print and Copy, shown where this script runs. Without it the page says how to print, and its text can be selected.
(doc => {
  const offer = (what, act) => doc.querySelectorAll(`[data-${what}]`).forEach(each => {
    each.hidden = false
    each.onclick = act
  })
  offer("print", () => print())
  offer("copy", () => {
    const text = doc.querySelector(".shared"), said = doc.querySelector("[data-copied]")
    text.closest("details").open = true
    getSelection().selectAllChildren(text)
    if (doc.execCommand("copy")) said.textContent = said.dataset.copied
  })
})(document)
