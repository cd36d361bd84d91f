import { computed, signal } from "@preact/signals";

/** How signals in island props come back: one signal per signal of the server, whoever shares it. */
export const revivers = {
  Signal: ([value]: [unknown]) => signal(value),
  Computed: ([value]: [unknown]) => computed(() => value),
};
