/** How the page looks. */
export const pageStyle = `
body { font: 15px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; color: #1b1b1b; background: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { color: #555; } dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid #ddd; font-weight: normal; }
thead th { font-weight: 600; position: sticky; top: 0; background: #fff; }
code, pre { font: 13px/1.4 ui-monospace, monospace; } pre { white-space: pre-wrap; overflow-wrap: anywhere; background: #f5f5f5; padding: .6rem; }
.result { font-weight: 600; white-space: nowrap; }
.pass .result { color: #2e7d32; } .fail .result { color: #b3261e; } .known-failure .result { color: #8a6d00; } .skipped .result { color: #555; }
.reason { margin: .2rem 0 0; color: #555; } .abort { border-left: 4px solid #b3261e; padding-left: .8rem; }
.filter label { margin-right: 1rem; }
@media (prefers-color-scheme: dark) {
  body, thead th { background: #181818; color: #e6e6e6; } th, td { border-color: #3a3a3a; } pre { background: #242424; }
  dt, .reason, .skipped .result { color: #aaa; } .pass .result { color: #81c784; } .fail .result { color: #ff8a80; } .known-failure .result { color: #e6c34a; }
}
`;

/** What the page does: it shows only the rows that were asked for. Without it all are shown. */
export const pageScript = `
const [result, text, shown] = ['result', 'text', 'shown'].map((id) => document.getElementById(id));
const rows = [...document.querySelectorAll('tbody tr')];
function filter() {
  const wanted = text.value.toLowerCase();
  for (const row of rows) {
    row.hidden = (result.value !== '' && row.dataset.result !== result.value) || !row.textContent.toLowerCase().includes(wanted);
  }
  shown.textContent = rows.filter((row) => !row.hidden).length + ' of ' + rows.length + ' rules';
}
result.addEventListener('change', filter);
text.addEventListener('input', filter);
filter();
`;
