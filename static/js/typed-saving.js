/* A form with data-saves (the name of its text) saves itself while somebody types: one saving at a time; what was typed
   meanwhile is saved by the next. Where somebody else wrote meanwhile it stops, and the button decides. keep-form.js keeps
   in this tab what did not arrive. Without this file the button saves. */
(function () {
  "use strict";

  var AFTER_TYPING = 1500, AGAIN = 8000;
  var form = document.querySelector("form[data-saves]");
  if (!form) return;
  var field = form.elements[form.dataset.saves], state = form.querySelector("[data-saving-state]");
  var timer = null, isSaving = false, isHalted = false, isLeaving = false, saved = field.defaultValue;

  function save() {
    if (isSaving || isHalted || isLeaving || field.value === saved) return;
    isSaving = true;
    var sent = field.value;
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, redirect: "manual" }).then(function (answer) {
      if (![200, 409, 422].includes(answer.status)) throw new Error("not saved");
      return answer.text().then(function (html) {
        state.innerHTML = html;
        isSaving = false;
        isHalted = answer.status === 409;
        if (answer.status !== 200) return;
        saved = sent;
        if (field.value === sent) forget();
        else plan(AFTER_TYPING);
      });
    }).catch(function () {
      isSaving = false;
      if (form.dataset.lost) tell(form.dataset.lost);
      plan(AGAIN);
    });
  }

  function tell(words) {
    var line = state.querySelector("[data-saving-line]");
    if (!line) return;
    line.textContent = words;
    line.classList.add("lost");
  }

  function forget() {
    try { sessionStorage.removeItem("simpanan:" + form.dataset.keep); } catch (refused) { /* nothing is kept here */ }
  }

  function plan(after) {
    window.clearTimeout(timer);
    timer = window.setTimeout(save, after);
  }

  field.addEventListener("input", function () { plan(AFTER_TYPING); });
  field.addEventListener("blur", save);
  window.addEventListener("online", save);
  window.addEventListener("pageshow", function () { isLeaving = false; });
  form.addEventListener("submit", function () { isLeaving = true; });
  if (field.value !== saved) plan(AFTER_TYPING);
})();
