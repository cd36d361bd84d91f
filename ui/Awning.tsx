/** The awning over a stall: hangs from the bar of a public page. A drawing, nothing to read. */
export const Awning = () => (
  <svg class="w-full h-7" aria-hidden="true">
    <defs>
      <pattern id="awning" width="64" height="28" patternUnits="userSpaceOnUse">
        <path d="M0 0h32v12a16 15 0 0 1-32 0z" fill="var(--toldo)" />
        <path d="M32 0h32v12a16 15 0 0 1-32 0z" fill="var(--paper)" stroke="var(--line)" />
      </pattern>
    </defs>
    <rect width="100%" height="28" fill="url(#awning)" />
  </svg>
);
