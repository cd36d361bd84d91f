/** Runs work that is expected to write to the error log, keeps the log clean, and answers what was written. */
export async function heardErrors(work: () => Promise<void>): Promise<unknown[][]> {
  // deno-lint-ignore no-console -- the log is what these tests are about
  const loud = console.error;
  const heard: unknown[][] = [];
  // deno-lint-ignore no-console -- as above
  console.error = (...words: unknown[]) => void heard.push(words);
  try {
    await work();
  } finally {
    // deno-lint-ignore no-console -- as above
    console.error = loud;
  }
  return heard;
}
