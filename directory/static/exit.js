// Quick exit by [data-exit] links, or Escape 3 times in 2 s. Back then leaves again.
((doc, style, box, taps) => {
  try { box = sessionStorage } catch (e) {}
  const leave = url => {
    if (!/^https?:/.test(url)) return
    box.exit = url
    style.display = "none"
    doc.title = "\u200b"
    stop()
    location.replace(url)
  }
  const how = performance.getEntriesByType("navigation")[0]
  if (how ? how.type == "navigate" : !performance.navigation.type) delete box.exit
  leave(box.exit)
  addEventListener("pagehide", e => e.persisted && (style.display = "none"))
  addEventListener("pageshow", e => e.persisted && (style.display = "", leave(box.exit)))
  addEventListener("click", e => {
    const a = e.target.closest("[data-exit]")
    if (a) e.preventDefault(leave(a.href))
  })
  addEventListener("keydown", e => {
    if (e.repeat) return
    taps = taps.filter(t => e.key == "Escape" && e.timeStamp - t < 2e3)
    if (taps.push(e.timeStamp) > 2) leave(doc.querySelector("[data-exit]"))
  })
})(document, document.documentElement.style, {}, [])
