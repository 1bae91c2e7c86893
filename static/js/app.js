/* Small comforts. Every page works without this file. */
(function () {
  "use strict";

  var READS = document.documentElement.lang === "en" ? "en-GB" : "id-ID";

  // The list of errors is read first.
  function focusErrors() {
    var summary = document.querySelector("[data-error-summary]");
    if (!summary) return;
    summary.focus();
    // Where the address ends in #isi (browsers keep it when a form is sent), they move there some time after loading.
    var main = summary.closest("main");
    if (main && location.hash) main.addEventListener("focus", function () { summary.focus(); }, { once: true });
  }

  // A second press of the button sends nothing.
  function holdSecondSubmit(event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("data-many")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    // Where the answer is a file the page stays: free the form again.
    window.setTimeout(function () { release(form); }, 8000);
  }

  function release(form) {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach(function (button) { button.removeAttribute("aria-busy"); });
  }

  // Menus close by Escape and by a press elsewhere.
  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach(function (menu) {
      if (menu !== except) menu.open = false;
    });
  }

  function onEscape(event) {
    if (event.key !== "Escape") return;
    var menu = document.querySelector("details[data-menu][open]");
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  }

  // How many characters are left, said when few are.
  function countCharacters(field) {
    var limit = field.maxLength;
    if (limit < 100 || field.dataset.counted) return;
    field.dataset.counted = "1";
    var line = document.createElement("p");
    line.className = "left-count";
    line.setAttribute("aria-live", "polite");
    field.insertAdjacentElement("afterend", line);
    function show() {
      var left = limit - field.value.length;
      line.textContent = left <= Math.max(50, limit * 0.2) ? document.body.dataset.left.replace("{n}", left.toLocaleString(READS)) : "";
    }
    field.addEventListener("input", show);
    show();
  }

  // One box ticks all rows of a table; the bulk bar says how many.
  function tickAll(event) {
    var table = event.target.closest("table");
    if (!table || event.target.type !== "checkbox") return;
    var boxes = Array.from(table.querySelectorAll("tbody input[type=checkbox]"));
    var all = table.querySelector("[data-check-all]");
    if (event.target === all) boxes.forEach(function (box) { box.checked = all.checked; });
    var ticked = boxes.filter(function (box) { return box.checked; }).length;
    if (all) {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    }
    document.querySelectorAll("[data-ticked]").forEach(function (place) { place.textContent = ticked; });
  }

  // A suggested sub kegiatan brings its urusan along.
  function followUrusan(event) {
    var urusan = event.target.dataset.urusan;
    var select = urusan && event.target.form && event.target.form.elements.urusan;
    if (select) select.value = urusan;
  }

  // Enough for today: the server says so with a sentence and where it goes (accounts/quotas.py); once is enough.
  function showLimit(event) {
    var xhr = event.detail.xhr;
    if (xhr.status !== 429 || !xhr.getResponseHeader("HX-Retarget")) return;
    event.detail.target.querySelectorAll("[data-quota-said]").forEach(function (said) { said.remove(); });
    event.detail.shouldSwap = true;
  }

  function prepare(root) {
    root.querySelectorAll("textarea[maxlength]").forEach(countCharacters);
  }

  // A link to something folded away opens it.
  function unfoldTarget() {
    var target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var fold = target && target.closest("details:not([open])");
    if (!fold) return;
    while (fold) {
      fold.open = true;
      fold = fold.parentElement.closest("details:not([open])");
    }
    target.scrollIntoView();
  }

  // What drafts keep in this browser (draft-saving.js) outlives neither two days nor signing out.
  function forgetDrafts(isWanted) {
    try {
      Object.keys(localStorage).filter(function (name) { return name.startsWith("draf:"); }).forEach(function (name) {
        if (isWanted(JSON.parse(localStorage.getItem(name)))) localStorage.removeItem(name);
      });
    } catch (refused) { /* this browser keeps nothing */ }
  }

  function forgetOldDrafts() {
    var oldest = Date.now() - 2 * 24 * 60 * 60 * 1000;
    forgetDrafts(function (entry) { return entry.at < oldest; });
  }

  function forgetOnSigningOut(event) {
    var address = new URL(event.target.getAttribute("action") || "", location.href);
    if (address.pathname === "/akun/keluar/") forgetDrafts(function () { return true; });
  }

  document.addEventListener("submit", holdSecondSubmit);
  document.addEventListener("submit", forgetOnSigningOut);
  window.addEventListener("hashchange", unfoldTarget);
  document.addEventListener("change", tickAll);
  document.addEventListener("change", followUrusan, true); // before the form saves itself
  document.addEventListener("keydown", onEscape);
  document.addEventListener("click", function (event) { closeMenus(event.target.closest("details[data-menu]")); });
  document.addEventListener("htmx:load", function (event) { prepare(event.detail.elt); });
  document.addEventListener("htmx:beforeSwap", showLimit);
  document.addEventListener("htmx:afterRequest", function (event) {
    var form = event.target.closest && event.target.closest("form");
    if (form) release(form);
  });
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () { window.print(); });
  });
  // Coming back by the browser's own button, everything can be pressed again.
  window.addEventListener("pageshow", function () { document.querySelectorAll("form[data-sent]").forEach(release); });

  // On a narrow screen tabs stand in one row that scrolls: the one that is open is in sight.
  function showOpenTab() {
    document.querySelectorAll(".subnav").forEach(function (row) {
      var open = row.querySelector("[aria-current]");
      if (open && row.scrollWidth > row.clientWidth) row.scrollLeft = open.offsetLeft - row.offsetLeft - (row.clientWidth - open.offsetWidth) / 2;
    });
  }

  forgetOldDrafts();
  prepare(document);
  unfoldTarget();
  showOpenTab();
  focusErrors();
})();
