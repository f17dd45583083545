// A page that tells how far a work is looks again every few seconds, once a person has asked for it: the end of its
// address, #watch, says so. Without this script there is the link that looks once.
(doc => {
  const watch = doc.querySelector("[data-watch]"), stop = doc.querySelector("[data-stop]")
  let next
  const turn = () => {
    const on = location.hash === "#watch"
    watch.hidden = on
    stop.hidden = !on
    clearTimeout(next)
    if (on) next = setTimeout(() => location.reload(), 3000)
  }
  addEventListener("hashchange", turn)
  turn()
})(document)
