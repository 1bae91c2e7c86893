/* The projector follows the session: it asks every few seconds whether the picture is another one, keeps the last picture
   when the line is down and says from when it is, and never shows an error. Without this file the page loads itself again. */
(function () {
  "use strict";

  var EVERY = 2500, SLOWEST = 30000, PATIENCE = 2; // one lost question is not told
  var screen = document.querySelector("[data-screen]");
  var state = document.querySelector(".screen-state"), clock = document.querySelector("[data-clock]");
  var told = document.querySelector("[data-told]"), heard = sayable();
  var mark = screen.dataset.mark, fresh = new Date(), wait = EVERY, lost = 0;

  function time(moment) {
    return String(moment.getHours()).padStart(2, "0") + "." + String(moment.getMinutes()).padStart(2, "0");
  }

  function sayable() {
    return Array.from(screen.querySelectorAll("[data-tell]"), function (part) { return part.textContent.trim(); }).join(". ");
  }

  // Read aloud, once: what is discussed now and what was decided last. How many came is no news.
  function tell() {
    var now = sayable();
    if (now === heard) return;
    told.textContent = heard = now;
  }

  function look() {
    var stop = new AbortController(), limit = window.setTimeout(function () { stop.abort(); }, 10000);
    fetch(screen.dataset.screen, {
      headers: { "If-None-Match": '"' + mark + '"' }, cache: "no-store", redirect: "error", credentials: "omit", signal: stop.signal,
    }).then(function (answer) {
      if (answer.status === 304) return null;
      if (answer.status !== 200) throw new Error("not now");
      return answer.text().then(function (html) {
        screen.innerHTML = html;
        tell();
        mark = (answer.headers.get("ETag") || "").replace(/^W\//, "").replace(/"/g, "");
      });
    }).then(well, troubled).finally(function () {
      window.clearTimeout(limit);
      window.setTimeout(look, wait);
    });
  }

  function well() {
    fresh = new Date();
    lost = 0;
    wait = EVERY;
    state.textContent = "";
  }

  function troubled() {
    lost += 1;
    wait = Math.min(wait * 2, SLOWEST);
    if (lost >= PATIENCE) state.textContent = state.dataset.stale.replace("{time}", time(fresh));
  }

  function tick() { clock.textContent = time(new Date()); }

  tick();
  window.setInterval(tick, 1000);
  window.setTimeout(look, EVERY);
})();
