// Makes the report page quicker: a row lights its words, the keyboard steps through the rows.
// Every page works without it.
"use strict";
(() => {
  const rows = [...document.querySelectorAll("li.row[data-row]")];
  if (!rows.length) return;
  const pieces = new Map();
  for (const piece of document.querySelectorAll("mark[data-rows]")) {
    for (const row of piece.dataset.rows.split(" ")) {
      if (!pieces.has(row)) pieces.set(row, []);
      pieces.get(row).push(piece);
    }
  }
  const of = (row) => pieces.get(row.dataset.row) || [];
  let lit = null;
  const light = (row) => {
    if (lit === row) return;
    if (lit) { lit.classList.remove("lit"); of(lit).forEach((piece) => piece.classList.remove("lit")); }
    lit = row;
    if (row) { row.classList.add("lit"); of(row).forEach((piece) => piece.classList.add("lit")); }
  };
  for (const row of rows) {
    row.addEventListener("mouseenter", () => light(row));
    row.addEventListener("focusin", () => light(row));
  }
  for (const piece of document.querySelectorAll("mark[data-rows]")) {
    piece.addEventListener("click", () => {
      const row = document.getElementById(piece.dataset.rows.split(" ")[0]);
      if (row) { row.focus({ preventScroll: true }); row.scrollIntoView({ block: "nearest" }); }
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
    const at = rows.indexOf(lit);
    const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    if (step) {
      const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: "nearest" });
      const [first] = of(next);
      if (first) first.scrollIntoView({ block: "center" });
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === lit) {
      const [first] = of(lit);
      if (first) first.scrollIntoView({ block: "center" });
    } else if (event.key === "w" && lit) {
      const why = lit.querySelector("a[href*='/rows/']");
      if (why) why.click();
    }
  });
  const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (named && rows.includes(named)) {
    light(named);
    const [first] = of(named);
    if (first) first.scrollIntoView({ block: "center" });
  }
})();
