/* The projector follows the session: it asks every few seconds whether the picture is another one, keeps the last picture
   when the line is down and says from when it is, and never shows an error. The clock is the server's, whatever this
   computer believes. Without this file the page loads itself again. */
(function () {
  "use strict";

  var EVERY = 2500, SPREAD = 0.1, SLOWEST = 30000, PATIENCE = 2; // one lost question is not told
  var screen = document.querySelector("[data-screen]");
  var state = document.querySelector(".screen-state"), clock = document.querySelector("[data-now]");
  var told = document.querySelector("[data-told]"), heard = sayable();
  var ahead = Number(clock.dataset.now) * 1000 - Date.now(), zone = Number(clock.dataset.zone) * 1000;
  var mark = screen.dataset.mark, fresh = now(), wait = EVERY, lost = 0;

  function now() { return Date.now() + ahead; }

  function time(moment) {
    var there = new Date(moment + zone);
    return String(there.getUTCHours()).padStart(2, "0") + "." + String(there.getUTCMinutes()).padStart(2, "0");
  }

  function sayable() {
    return Array.from(screen.querySelectorAll("[data-tell]"), function (part) { return part.textContent.trim(); }).join(". ");
  }

  // Read aloud, once: what is discussed now and what was decided last. How many came is no news.
  function tell() {
    var words = sayable();
    if (words !== heard) told.textContent = heard = words;
  }

  function look() {
    var stop = new AbortController(), limit = window.setTimeout(function () { stop.abort(); }, 10000);
    fetch(screen.dataset.screen, {
      headers: { "If-None-Match": '"' + mark + '"' }, cache: "no-store", redirect: "error", credentials: "omit", signal: stop.signal,
    }).then(function (answer) {
      if (answer.status !== 200 && answer.status !== 304) throw new Error("not now");
      ahead = Date.parse(answer.headers.get("Date")) - Date.now() || ahead;
      return answer.status === 304 ? null : answer.text().then(function (html) {
        screen.innerHTML = html;
        tell();
        mark = (answer.headers.get("ETag") || "").replace(/^W\//, "").replace(/"/g, "");
      });
    }).then(well, troubled).finally(function () {
      window.clearTimeout(limit);
      again();
    });
  }

  // A little sooner or later, so that a hall that opened the page together does not ask together.
  function again() { window.setTimeout(look, wait * (1 - SPREAD + 2 * SPREAD * Math.random())); }

  function well() {
    fresh = now();
    lost = 0;
    wait = EVERY;
    state.textContent = "";
  }

  function troubled() {
    lost += 1;
    wait = Math.min(wait * 2, SLOWEST);
    if (lost >= PATIENCE) state.textContent = state.dataset.stale.replace("{time}", time(fresh));
  }

  function tick() { clock.textContent = time(now()); }

  tick();
  window.setInterval(tick, 1000);
  again();
})();
