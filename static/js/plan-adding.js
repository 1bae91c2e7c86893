/* Adding a line above the table of the plan: what htmx finds while one types is walked with the arrow keys and taken by
   Enter or a tap. Without this file the form leads to the page that searches. */
(function () {
  "use strict";

  const form = document.querySelector("[data-plan-add]");
  if (!form) return;
  const input = form.querySelector("input[type=search]"), list = form.querySelector("#temuan");
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const headers = { "X-CSRFToken": token, "HX-Request": "true", "HX-Current-URL": location.href };
  let isAdding = false, isWanted = false, shownFor = ""; // whether Enter was pressed before the list had come

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function mark(option) {
    active()?.setAttribute("aria-selected", "false");
    input.removeAttribute("aria-activedescendant");
    if (!option) return;
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  function show(isOpen) {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    mark(isOpen ? options()[0] : null);
  }

  function onKey(event) {
    if (list.hidden || event.isComposing) return;
    const all = options(), step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") show(false);
    else if (step && all.length) mark(all[(all.indexOf(active()) + step + all.length) % all.length]);
    else return;
    event.preventDefault();
  }

  async function take(option) {
    if (isAdding) return;
    isAdding = true;
    try {
      await put(option.dataset.line || await add(option.dataset.node));
    } catch (problem) {
      say(problem.message);
    }
    isAdding = false;
  }

  async function add(node) {
    const answer = await ask(form.action, { method: "POST", body: new URLSearchParams({ node }) });
    const told = await answer.json();
    if (told.error) throw new Error(told.error);
    return told.line;
  }

  async function ask(address, options) {
    let answer;
    try {
      answer = await fetch(address, { ...options, headers, redirect: "manual", signal: AbortSignal.timeout(20_000) });
    } catch (lost) {
      throw new Error("Sambungan terputus; baris belum ditambahkan. Coba lagi.");
    }
    if (![200, 422].includes(answer.status)) throw new Error("Baris belum ditambahkan. Muat ulang halaman, lalu coba lagi.");
    return answer;
  }

  // Shows the line: in the table as it now is, at its pagu.
  async function put(line) {
    const grid = window.planTable;
    if (!grid) {
      location.hash = "baris-" + line;
      return location.reload();
    }
    if (!document.getElementById("baris-" + line)) {
      grid.replace(await (await ask(location.pathname + location.search, {})).text());
    }
    const row = document.getElementById("baris-" + line);
    if (!row) return location.assign(location.pathname + "#baris-" + line); // what is shown is narrowed to others
    window.planRows.reveal(row);
    input.value = shownFor = "";
    show(false);
    grid.focus(window.planRows.find(line, "pagu"));
  }

  function say(problem) {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.className = "problem";
    words.textContent = problem;
    list.replaceChildren(words);
    list.hidden = false;
  }

  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "temuan", "aria-autocomplete": "list" })) {
    input.setAttribute(name, value);
  }
  input.addEventListener("keydown", onKey);
  input.addEventListener("input", () => { if (!input.value.trim()) show(false); });
  list.addEventListener("htmx:afterSwap", () => {
    shownFor = input.value;
    show(Boolean(shownFor.trim()));
    if (isWanted && active()) take(active());
    isWanted = false;
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where it is
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
  form.addEventListener("submit", (event) => {
    if (!input.value.trim() || event.submitter?.matches(":focus")) return; // the button leads to all that is found
    event.preventDefault();
    isWanted = input.value !== shownFor;
    if (!isWanted && active()) take(active());
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) show(false); });
})();
