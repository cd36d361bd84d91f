/**
 * What no utility class can say: element defaults, focus, motion, paper. Colours and sizes are named by the custom
 * properties of the theme, never by value. Kept as text because it is only ever concatenated and minified.
 */
export const BASE_STYLES = `
*, ::before, ::after { box-sizing: border-box; border: 0 solid var(--line) }
html { -webkit-text-size-adjust: 100%; line-height: 1.4; font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif; color: var(--ink); background: var(--paper); accent-color: var(--toldo) }
body { margin: 0; min-height: 100vh; min-height: 100dvh; overflow-wrap: break-word }
h1, h2, h3, h4, p, ul, ol, dl, dd, figure, fieldset, caption { margin: 0; padding: 0 }
h1, h2, h3, h4 { font: inherit; line-height: 1.2 }
ul, ol { list-style: none }
a { color: inherit; text-decoration: inherit }
b, strong { font-weight: 600 }
table { border-collapse: collapse; border-spacing: 0; text-align: left }
th { font: inherit }
button, input, select, textarea { font: inherit; color: inherit; margin: 0; padding: 0; background: none; border-radius: 0 }
button, summary, [role=button] { cursor: pointer }
button, a, label, input, select, summary { touch-action: manipulation; -webkit-tap-highlight-color: transparent }
:disabled { cursor: default }
img, svg { display: block; vertical-align: middle }
img { max-width: 100%; height: auto }
summary { list-style: none }
summary::-webkit-details-marker { display: none }
[hidden] { display: none !important }
dialog { padding: 0; color: inherit; background: none; max-width: none; max-height: none }
dialog::backdrop { background: rgb(20 33 27 / .5) }
table, output, time, data, input, .num { font-variant-numeric: tabular-nums }
::placeholder { color: var(--ink-soft); opacity: 1 }

:focus { outline: none }
:focus-visible { outline: 2px solid var(--mar); outline-offset: 2px }
.tap { min-height: 48px; min-width: 48px }
.tap-till, .till .tap { min-height: 56px; min-width: 56px }
.watermark { position: fixed; inset: 0; z-index: 40; width: 100%; height: 100%; pointer-events: none; opacity: .13; font-size: 40px; font-weight: 800 }
.choice { position: relative }
.choice:has(:checked) { border-color: var(--toldo); background: var(--toldo-mist); box-shadow: inset 0 0 0 1px var(--toldo) }
.choice:has(:focus-visible) { outline: 2px solid var(--mar); outline-offset: 2px }
.skip { position: absolute; left: 8px; top: -96px; z-index: 50 }
.skip:focus { top: 8px }
@media (display-mode: window-controls-overlay) {
  .awning { app-region: drag; padding-left: env(titlebar-area-x, 0); padding-right: calc(100vw - env(titlebar-area-x, 0px) - env(titlebar-area-width, 100vw)) }
  .awning a, .awning button, .awning summary, .awning details { app-region: no-drag }
}
.till { overscroll-behavior: none }
.key-hint { display: none; font: inherit; font-size: .875rem; font-weight: 400; border: 1px solid; border-radius: 4px; padding: 0 4px }
@media (min-width: 1024px) and (pointer: fine) { .key-hint { display: inline } }
.lens-frame { position: absolute; inset: 25% 10%; border: 2px solid var(--aji); border-radius: 10px }
.safe-bottom { padding-bottom: env(safe-area-inset-bottom) }
.icon { width: 24px; height: 24px; flex: none; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round }
.icon-small { width: 20px; height: 20px }
.icon-large { width: 40px; height: 40px; stroke-width: 1.5 }
.ring-inside:focus-visible { outline-offset: -2px }
.ring-current :focus-visible { outline-color: currentColor }
.room { position: relative }
.room[aria-current]::after { content: ""; position: absolute; left: 8px; right: 8px; bottom: 0; height: 3px; background: var(--toldo) }
@media (max-width: 767.9px) {
  .thumb-room { padding-bottom: calc(57px + env(safe-area-inset-bottom)) }
  .thumb-bar { position: fixed; inset: auto 0 0; z-index: 20; border-width: 1px 0 0; padding-bottom: env(safe-area-inset-bottom) }
  .thumb-bar .room::after { bottom: auto; top: -1px }
}
.sheet:not(:modal) { position: static }
.sheet { margin: auto; width: 100%; max-width: 32rem; max-height: 100vh; max-height: 100dvh; overflow-y: auto }
@media (max-width: 479.9px) { .sheet { margin: auto 0 0; max-width: 100% } }
.plot { display: block; width: 100%; overflow: visible }
.plot path { vector-effect: non-scaling-stroke; stroke-linejoin: round; stroke-linecap: round }
.ghost { fill: none; stroke: var(--ink); stroke-width: 1.5 }
.course { fill: none; stroke: var(--toldo); stroke-width: 2 }
.axis { stroke: var(--edge) }
.plot a:hover, .plot a:focus { opacity: .7 }
.disclosure > summary::before { content: "▸"; padding-right: 8px }
.disclosure[open] > summary::before { content: "▾" }

@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important }
}

.ticket { font-size: .875rem; font-variant-numeric: tabular-nums; color: #000; background: #fff; width: 100%; overflow-wrap: break-word }
.ticket-80 { max-width: calc(72mm + 34px) }
.ticket-58 { max-width: calc(48mm + 34px) }
.ticket dl > div { display: flex; justify-content: space-between; gap: 8px }
.ticket hr { border-top: 1px dashed #000; margin: 8px 0 }

@page { margin: 10mm }
@page ticket { margin: 0 }
@media print {
  html { background: #fff; color: #000; font-size: 12pt }
  .no-print, nav, .skip, dialog:not([open]) { display: none !important }
  .print-only { display: block !important }
  tr, figure, .card { break-inside: avoid }
  body:has(.ticket) :not(:has(.ticket)):not(.ticket):not(.ticket *) { display: none !important }
  :has(.ticket) { position: static !important; display: block !important; height: auto !important; max-height: none !important; overflow: visible !important }
  dialog:modal:has(.ticket) { position: absolute !important; inset: 0 0 auto !important }
  dialog::backdrop { display: none }
  .ticket { page: ticket; font-size: 10pt; line-height: 1.25; border: 0 !important; box-shadow: none !important; padding: 0 !important; margin: 0 auto !important; max-width: 72mm }
  .ticket-58 { font-size: 8.5pt; max-width: 48mm }
}
@media screen { .print-only { display: none } }
`;
