// Quick exit by a[data-exit], or Escape 3 times in 2 s: Back then leaves again, unseen.
((doc, style, box, taps, on) => {
  try { box = sessionStorage } catch (e) {}
  const leave = to => {
    if (!/^https?:/.test(to)) return
    box.exit = to
    style.display = "none"
    doc.title = "\u200b"
    stop()
    location.replace(to)
  }
  const how = performance.getEntriesByType("navigation")[0]
  if (how ? how.type == "navigate" : !performance.navigation.type) delete box.exit
  leave(box.exit)
  on("pagehide", e => e.persisted && (style.display = "none"))
  on("pageshow", e => e.persisted && leave(box.exit, style.display = ""))
  on("click", e => {
    const a = e.target.closest("[data-exit]")
    if (a) e.preventDefault(leave(a))
  })
  on("keydown", e => {
    if (e.repeat) return
    taps = e.key == "Escape" ? [...taps.slice(-2), e.timeStamp] : []
    if (taps[2] - taps[0] < 2e3) leave(doc.querySelector("[data-exit]"))
  })
})(document, document.documentElement.style, {}, [], addEventListener)
