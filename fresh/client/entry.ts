/** The client's entry. What it does stands in the core, so that islands share it. */
import "./core.ts";
