// Names for fields of the stock admin that have none for a screen reader: split dates, rows of inline tables, and boxes
// of select2. Each gets the words that stand beside or above it.
const words = (element) => element?.textContent.trim().replace(/[:：]$/, "") ?? "";

const rowLabel = (field) => words(field.closest(".form-row")?.querySelector("label, .label"));

const columnLabel = (field) => {
  const cell = field.closest("td");
  const heads = cell?.closest("table")?.querySelectorAll("thead th") ?? [];
  const at = cell ? [...cell.parentElement.children].indexOf(cell) : -1;
  return words(heads[at]);
};

const wordsBeside = (field) => columnLabel(field) || rowLabel(field);

const isNamed = (field) => field.labels?.length || field.ariaLabel || field.getAttribute("aria-labelledby");

const nameAll = () => {
  for (const field of document.querySelectorAll("form input:not([type=hidden]), form select, form textarea")) {
    const name = isNamed(field) ? "" : wordsBeside(field);
    if (name) field.setAttribute("aria-label", name);
  }
  for (const box of document.querySelectorAll(".select2-selection")) {
    const select = box.closest(".select2-container")?.previousElementSibling;
    const name = select && (words(select.labels?.[0]) || wordsBeside(select));
    const parts = name ? [box, ...box.querySelectorAll("[role=textbox]")] : [];
    for (const part of parts) part.setAttribute("aria-label", name);
    const search = box.querySelector(".select2-search__field");
    if (name && search) search.setAttribute("aria-label", name);
  }
  // A symbol that carries words is a picture.
  for (const symbol of document.querySelectorAll("span[aria-label]:not([role])")) symbol.setAttribute("role", "img");
};

// The stock scripts build their widgets when the page has loaded.
window.addEventListener("load", () => setTimeout(nameAll));
