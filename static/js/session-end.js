/* Says on staff pages before the session ends for want of use, and keeps it when asked to. Without this file the server
   ends it all the same and says why; what was typed is kept elsewhere (keep-form.js, plan-saving.js). */
(function () {
  "use strict";

  var box = document.querySelector("[data-session-end]");
  if (!box) return;
  var KEY = "terakhir-dipakai"; // shared by all tabs: using one keeps the others
  var WARN_BEFORE = 3 * 60 * 1000; // the server counts whole minutes, and people need two
  var limit = Number(box.dataset.sessionEnd) * 60 * 1000;
  var lines = box.querySelectorAll("[data-line]");

  function used() {
    try { localStorage.setItem(KEY, String(Date.now())); } catch (full) { /* then this tab alone cannot tell */ }
    box.hidden = true;
  }

  function lastUse() {
    try { return Number(localStorage.getItem(KEY)) || Date.now(); } catch (refused) { return Date.now(); }
  }

  function show(line) {
    lines.forEach(function (one) { one.hidden = one.dataset.line !== line; });
    box.hidden = false;
  }

  function look() {
    if (Date.now() - lastUse() < limit - WARN_BEFORE) box.hidden = true;
    else if (box.hidden) show("soon");
  }

  function keep() {
    fetch(box.dataset.keep, { method: "HEAD", redirect: "manual", cache: "no-store" }).then(function (answer) {
      if (answer.ok) used();
      else show("over");
    }, function () { show("over"); });
  }

  function isUse(entry) {
    var byItself = entry.name.includes("sejak="); // a page that looks whether anything is new (accounts/middleware.py)
    return ["fetch", "xmlhttprequest"].includes(entry.initiatorType) && !byItself && !entry.name.endsWith(box.dataset.keep);
  }

  box.querySelector("[data-keep-session]").addEventListener("click", keep);
  // Whatever else the page asks of the server is a use.
  new PerformanceObserver(function (list) {
    if (list.getEntries().some(isUse)) used();
  }).observe({ type: "resource" });
  document.addEventListener("visibilitychange", look);
  window.setInterval(look, 10 * 1000);
  used();
})();
