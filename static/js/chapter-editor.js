// The editor of a chapter: the textarea stays what is sent, the editor writes into it. Without this file one writes
// in the textarea. Adds no inline style and no inline script, so that the page keeps the strict content policy.
const tools = document.querySelector("[data-editor]");
const textarea = document.querySelector("[data-rich-text]");

if (tools && textarea) start().catch(() => { tools.hidden = true; textarea.hidden = false; });

async function start() {
  const kit = await import(tools.dataset.editor);
  const place = document.createElement("div");
  place.className = "editor prose form-control";
  textarea.before(place);
  const editor = new kit.Editor({
    element: place,
    injectCSS: false, // its few rules stand in plan.css
    content: textarea.value,
    extensions: [
      kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.History, kit.Gapcursor,
      kit.Heading.configure({ levels: [3, 4] }), kit.Bold, kit.Italic, kit.Underline,
      kit.BulletList, kit.OrderedList.configure({ enableListAttributes: false }), kit.ListItem, kit.Blockquote,
      kit.Link.configure({ openOnClick: false, autolink: false, protocols: ["http", "https", "mailto"] }),
      kit.Table.configure({ resizable: false }), kit.TableRow, kit.TableHeader, kit.TableCell,
    ],
    editorProps: {
      attributes: { id: "naskah", role: "textbox", "aria-multiline": "true", "aria-label": tools.dataset.label },
    },
    onUpdate: () => write(editor),
    onTransaction: () => mark(editor),
  });
  textarea.hidden = true;
  document.querySelector(`label[for="${textarea.id}"]`).hidden = true;
  document.querySelector(".plain-help").hidden = true;
  tools.hidden = false;
  tools.addEventListener("click", (event) => press(editor, event));
  tools.addEventListener("keydown", (event) => walk(editor, event));
  mark(editor);
}

function write(editor) {
  textarea.value = editor.isEmpty ? "" : editor.getHTML();
  textarea.dispatchEvent(new Event("input", { bubbles: true }));
}

const DEEDS = {
  paragraph: (at) => at.setParagraph(),
  h3: (at) => at.toggleHeading({ level: 3 }),
  h4: (at) => at.toggleHeading({ level: 4 }),
  bold: (at) => at.toggleBold(),
  italic: (at) => at.toggleItalic(),
  underline: (at) => at.toggleUnderline(),
  bullets: (at) => at.toggleBulletList(),
  numbers: (at) => at.toggleOrderedList(),
  quote: (at) => at.toggleBlockquote(),
  table: (at) => at.insertTable({ rows: 3, cols: 3, withHeaderRow: true }),
  row: (at) => at.addRowAfter(),
  column: (at) => at.addColumnAfter(),
  "no-row": (at) => at.deleteRow(),
  "no-column": (at) => at.deleteColumn(),
  "no-table": (at) => at.deleteTable(),
  undo: (at) => at.undo(),
  redo: (at) => at.redo(),
};
const STATES = {
  paragraph: ["paragraph"], h3: ["heading", { level: 3 }], h4: ["heading", { level: 4 }], bold: ["bold"],
  italic: ["italic"], underline: ["underline"], link: ["link"], bullets: ["bulletList"], numbers: ["orderedList"],
  quote: ["blockquote"],
};
const box = document.getElementById("tautan");
const address = document.getElementById("alamat-tautan");

function press(editor, event) {
  const button = event.target.closest("[data-do]");
  if (!button) return;
  const name = button.dataset.do;
  if (name === "link") return showLink(editor, box.hidden);
  if (name === "set-link") return setLink(editor);
  if (name === "no-link") editor.chain().focus().extendMarkRange("link").unsetMark("link").run();
  else DEEDS[name](editor.chain().focus()).run();
  showLink(editor, false);
  editor.view.focus(); // at once: `focus()` above waits for the next frame, and what is typed until then would be lost
}

function showLink(editor, open) {
  box.hidden = !open;
  tools.querySelector("[data-do=link]").setAttribute("aria-expanded", String(open));
  if (!open) return;
  address.value = editor.getAttributes("link").href || "";
  address.focus();
}

function setLink(editor) {
  const href = address.value.trim();
  if (!/^(https?:\/\/|mailto:)\S+$/i.test(href)) {
    address.setAttribute("aria-invalid", "true");
    address.focus();
    return;
  }
  address.removeAttribute("aria-invalid");
  const at = editor.chain().focus().extendMarkRange("link");
  if (editor.state.selection.empty && !editor.isActive("link")) at.insertContent(`<a href="${escaped(href)}">${escaped(href)}</a>`).run();
  else at.setMark("link", { href }).run();
  showLink(editor, false);
  editor.view.focus();
}

function escaped(text) {
  const holder = document.createElement("i");
  holder.textContent = text;
  return holder.innerHTML.replaceAll('"', "&quot;");
}

// Which tools are on, and those that only make sense inside a table.
function mark(editor) {
  for (const [name, state] of Object.entries(STATES)) {
    tools.querySelector(`[data-do="${name}"]`).setAttribute("aria-pressed", String(editor.isActive(...state)));
  }
  tools.querySelectorAll("[data-in=table]").forEach((button) => { button.hidden = !editor.isActive("table"); });
}

// Arrow keys walk along the tools; Escape leads back into the text; Enter in the address sets the link.
function walk(editor, event) {
  if (event.target === address) {
    if (event.key === "Enter") { event.preventDefault(); setLink(editor); }
    if (event.key === "Escape") { showLink(editor, false); editor.commands.focus(); }
    return;
  }
  if (event.key === "Escape") editor.commands.focus();
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const all = [...tools.querySelectorAll("button")].filter((button) => button.offsetParent);
  all[(all.indexOf(event.target) + step + all.length) % all.length].focus();
  event.preventDefault();
}
