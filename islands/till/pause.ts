/** So many milliseconds, or less where somebody is in a hurry. */
export function pause(ms: number): { done: Promise<void>; hurry: () => void } {
  let hurry = () => {};
  const done = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    hurry = () => {
      clearTimeout(timer);
      resolve();
    };
  });
  return { done, hurry };
}
