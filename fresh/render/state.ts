import type { ComponentChildren } from "preact";
import type { BuildCache, IslandDef } from "../build_cache.ts";

/** One place of the page where an island stands. */
export interface IslandInstance {
  readonly island: IslandDef;
  /** Props that are sent as data. */
  readonly props: Record<string, unknown>;
  /** Props that hold server-rendered JSX: prop name → slot. */
  readonly slots: Record<string, number>;
}

/** JSX handed to an island. If the island did not place it, it travels in a `<template>`. */
export interface Slot {
  readonly children: ComponentChildren;
  readonly context: object;
  placed: boolean;
}

/** An async component: its place holds a token until its promise is settled. */
export interface PendingComponent {
  readonly token: string;
  readonly result: Promise<ComponentChildren>;
  readonly context: object;
}

/** What one response gathers while it is rendered. */
export class RenderState {
  readonly islands = new Map<IslandDef, number>();
  readonly instances: IslandInstance[] = [];
  readonly slots: Slot[] = [];
  readonly partials = new Set<string>();
  pending: PendingComponent[] = [];
  asyncCount = 0;
  hasHtml = false;
  hasHead = false;
  hasBody = false;

  constructor(readonly cache: BuildCache, readonly url: URL, readonly nonce: string | null) {}

  /** The island's number in this response. */
  islandIndex(island: IslandDef): number {
    let index = this.islands.get(island);
    if (index === undefined) this.islands.set(island, index = this.islands.size);
    return index;
  }
}

let current: RenderState | null = null;

/** The response being rendered right now, if any. */
export function currentRender(): RenderState | null {
  return current;
}

/** Runs one synchronous pass for a response. Passes of different responses never overlap. */
export function renderingFor<T>(state: RenderState, pass: () => T): T {
  const outer = current;
  current = state;
  try {
    return pass();
  } finally {
    current = outer;
  }
}
