/* What is typed in a form with data-keep survives an expired session, a closed connection, a wrong click: it stays in
   this tab until the form was saved. Every page works without this file. */
document.querySelectorAll("form[data-keep]").forEach(function (form) {
  "use strict";

  var key = "simpanan:" + form.dataset.keep;

  function fields() {
    return Array.from(form.elements).filter(function (field) {
      return field.name && field.name !== "csrfmiddlewaretoken" && !["submit", "button"].includes(field.type);
    });
  }

  function valueOf(field) { return field.type === "checkbox" ? field.checked : field.value; }

  function keep(sent) {
    var values = {};
    fields().forEach(function (field) { values[field.name] = valueOf(field); });
    try {
      sessionStorage.setItem(key, JSON.stringify({ values: values, sent: sent }));
    } catch (full) { /* what cannot be kept is still in the form */ }
  }

  function restore(kept) {
    var changed = false;
    fields().forEach(function (field) {
      if (!(field.name in kept.values) || kept.values[field.name] === valueOf(field)) return;
      if (field.type === "checkbox") field.checked = kept.values[field.name];
      else field.value = kept.values[field.name];
      changed = changed || field.name !== "version";
    });
    return changed;
  }

  function tell() {
    var line = document.createElement("p");
    line.className = "saved";
    line.setAttribute("role", "status");
    line.textContent = "Isian Anda yang belum tersimpan dikembalikan. Periksa, lalu simpan.";
    form.prepend(line);
  }

  var kept = JSON.parse(sessionStorage.getItem(key) || "null");
  // Sent and another version since: it was saved. Anything else was not, and comes back.
  var saved = kept && kept.sent && kept.values.version !== form.elements.version.value;
  if (kept && !saved && restore(kept)) tell();
  else sessionStorage.removeItem(key);

  form.addEventListener("input", function () { keep(false); });
  form.addEventListener("change", function () { keep(false); });
  form.addEventListener("submit", function () { keep(true); });
  document.querySelectorAll("[data-discard]").forEach(function (link) {
    link.addEventListener("click", function () { sessionStorage.removeItem(key); });
  });
});
