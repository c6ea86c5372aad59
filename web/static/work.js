// Forms of steps: live sums beside what is typed. Every page works without this file.
(() => {
  "use strict";
  const read = (typed) => {
    const clean = typed.trim().replace(/\./g, "");
    return /^\d+$/.test(clean) ? Number(clean) : 0;
  };
  const tell = (quantity) => String(quantity).replace(/\B(?=(\d{3})+$)/g, ".");

  const remainder = (input) => {
    const output = document.querySelector(`output[for="${input.id}"]`);
    const left = Number(input.dataset.available) - read(input.value);
    output.textContent = left < 0 ? `kurang ${tell(-left)}` : tell(left);
    output.classList.toggle("wrong", left < 0);
  };

  const difference = (line) => {
    const rows = [...document.querySelectorAll(`tr[data-line="${line}"]`)];
    const wanted = rows[0].querySelector("[data-wanted]");
    const given = rows.flatMap((row) => [...row.querySelectorAll("input[data-available]")]);
    const gap = Number(wanted.dataset.wanted) - given.reduce((sum, input) => sum + read(input.value), 0);
    const note = rows[0].querySelector("[data-difference]");
    note.textContent = gap > 0 ? `dipotong ${tell(gap)}` : gap < 0 ? `ditambah ${tell(-gap)}` : "";
  };

  const identity = (parcel) => {
    const value = (name) => read(parcel.querySelector(`[data-part="${name}"]`)?.value ?? "");
    const coming = Number(parcel.dataset.coming);
    const answered = ["accepted", "damaged", "expired", "short", "returned"].reduce((sum, name) => sum + value(name), 0);
    const left = coming - answered;
    const output = parcel.querySelector("[data-identity]");
    output.textContent = left === 0 ? `${tell(coming)} dari ${tell(coming)} terjawab`
      : left > 0 ? `${tell(answered)} dari ${tell(coming)} terjawab, ${tell(left)} belum` : `${tell(-left)} lebih banyak dari yang dikirim`;
    parcel.classList.toggle("open-end", left !== 0);
  };

  const refresh = (input) => {
    if (input.dataset.available !== undefined) {
      remainder(input);
      difference(input.closest("tr").dataset.line);
    }
    const parcel = input.closest("[data-coming]");
    if (parcel && input.dataset.part) identity(parcel);
  };

  document.addEventListener("input", (event) => refresh(event.target));
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("input[data-available], input[data-part=accepted]").forEach(refresh);
    document.getElementById("problems")?.focus();
  });
})();
