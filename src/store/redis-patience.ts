// How long Redis has to answer. A turn must still be able to speak when it does not.

export const COMMAND_MS = 1_500;
/** A timer that is later than this came late because the process did not run. */
const LATE_MS = 100;

/**
 * The answer, or a fault where it is not there in time. While this process itself did not run (it was loading, or had no processor),
 * the answer may have been lying there, or the question was not even sent: then there is the same time once more.
 */
export function inTime<T>(answer: Promise<T>, ms = COMMAND_MS): Promise<T> {
  return new Promise((done, fail) => {
    let timer: NodeJS.Timeout;
    const wait = (again: boolean): void => {
      const due = performance.now() + ms;
      timer = setTimeout(() => {
        if (again && performance.now() - due > LATE_MS) wait(false);
        else fail(new Error('Command timed out'));
      }, ms);
    };
    wait(true);
    answer.then(done, fail).finally(() => clearTimeout(timer));
  });
}
