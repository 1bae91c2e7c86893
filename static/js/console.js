/* Comforts of the console of a session: it follows what others do, keeps time, and has keys. Every page works without this file. */
(function () {
  "use strict";

  var EVERY = 4000, SLOWEST = 30000;
  var root = document.querySelector("[data-console]");
  if (!root) return;

  // What others did: asked for every few seconds, more slowly while the line is down.
  var board = root.querySelector("[data-board]"), wait = EVERY;

  function look() {
    if (document.hidden) return again(EVERY);
    var place = board.querySelector("[data-since]");
    var address = root.dataset.console + "?" + new URLSearchParams({
      sejak: place.dataset.since, acara: root.dataset.shown, hasil: root.dataset.seen,
    });
    fetch(address, { headers: { "HX-Request": "true" }, redirect: "manual", cache: "no-store" }).then(function (answer) {
      if (answer.status === 204 && !answer.headers.get("HX-Redirect")) return again(EVERY);
      if (answer.status !== 200) throw new Error("not now");
      return answer.text().then(function (html) { show(html); again(EVERY); });
    }).catch(function () { again(Math.min(wait * 2, SLOWEST)); });
  }

  function again(next) {
    wait = next;
    window.setTimeout(look, wait);
  }

  function show(html) {
    var list = board.querySelector(".agenda"), place = list ? list.scrollTop : 0;
    var focused = board.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    exchange(html);
    list = board.querySelector(".agenda");
    if (list) list.scrollTop = place;
    var same = focused && Array.from(board.querySelectorAll("a")).find(function (a) { return a.getAttribute("href") === focused; });
    if (same) same.focus({ preventScroll: true });
  }

  // The line that is read aloud stays the same element, else nobody hears that it changed; the rest is new around it.
  function exchange(html) {
    var fresh = document.createElement("template"), live = board.querySelector("[aria-live]");
    fresh.innerHTML = html;
    var told = fresh.content.querySelector("[aria-live]");
    live.parentNode.dataset.since = told.parentNode.dataset.since;
    while (live.previousSibling) live.previousSibling.remove();
    while (live.nextSibling) live.nextSibling.remove();
    while (told.previousSibling) live.parentNode.prepend(told.previousSibling);
    while (told.nextSibling) live.parentNode.append(told.nextSibling);
    if (live.innerHTML !== told.innerHTML) live.innerHTML = told.innerHTML;
  }

  // Clocks.
  function twoDigits(number) { return String(number).padStart(2, "0"); }

  function tick() {
    root.ownerDocument.querySelectorAll("[data-clock]").forEach(function (clock) {
      var seconds = Math.max(0, Math.floor((Date.now() - new Date(clock.dataset.clock)) / 1000)) + Number(clock.dataset.before || 0);
      var hours = Math.floor(seconds / 3600), minutes = Math.floor(seconds / 60) % 60;
      clock.textContent = (hours ? hours + ":" : "") + twoDigits(minutes) + ":" + twoDigits(seconds % 60);
    });
  }

  var notes = document.querySelector("form[data-notes]"); // saved by typed-saving.js

  // The sentences of a standard reason take the place of those that the form opened with, not of what somebody wrote.
  var result = document.querySelector("form[data-result]");

  function followCode(event) {
    var told = result.querySelector('[data-code="' + event.target.value + '"]');
    if (!told) return;
    ["reason", "response"].forEach(function (name) {
      var field = result.elements[name];
      if (field.value && field.value !== field.dataset.ours && field.value !== field.defaultValue) return;
      field.value = field.dataset.ours = told.dataset[name];
    });
  }

  // Keys: while nothing is typed, without any key held, unless they were switched off.
  var KEYS = "pintasan-sidang", switcher = document.querySelector("[data-keys-on]");

  function isOn() {
    try { return localStorage.getItem(KEYS) !== "mati"; } catch (refused) { return true; }
  }

  function isTyping(target) {
    return target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
  }

  // Ctrl and Enter save the result from wherever one writes in it.
  function saveFromWithin(event) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !result || !result.contains(event.target)) return;
    event.preventDefault();
    result.requestSubmit(result.querySelector("[data-shortcut=s]"));
  }

  function onKey(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.repeat || isTyping(event.target) || !isOn()) return;
    var key = event.key.toLowerCase();
    var target = key === "c" ? notes && notes.elements.notes : document.querySelector('[data-shortcut="' + CSS.escape(key) + '"]');
    if (!target) return;
    event.preventDefault();
    if (key === "c") target.focus();
    else target.click();
  }

  tick();
  window.setInterval(tick, 1000);
  again(EVERY);
  document.addEventListener("keydown", saveFromWithin);
  document.addEventListener("keydown", onKey);
  if (switcher) {
    switcher.checked = isOn();
    switcher.addEventListener("change", function () {
      try { localStorage.setItem(KEYS, switcher.checked ? "nyala" : "mati"); } catch (refused) { /* for this page alone */ }
    });
  }
  if (result && result.elements.reason_code) result.elements.reason_code.addEventListener("change", followCode);
  // The form that a button opened is written in at once.
  if (result && location.hash === "#hasil") {
    var first = result.querySelector("select, input:not([type=hidden]), textarea");
    // After the browser itself has gone to #hasil.
    if (first) window.addEventListener("load", function () { window.setTimeout(function () { first.focus(); }, 0); });
  }
})();
