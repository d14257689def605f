/** Wrong PINs in a row before only the password helps. */
export const PIN_TRIES = 5;

/** One digit over and over, or a row such as 1234 or 9876: what a passer-by tries first. */
export function isGuessablePin(pin: string): boolean {
  const digits = Array.from(pin, Number);
  return [0, 1, -1].some((step) =>
    digits.every((digit, index) => index === 0 || digit - (digits[index - 1] ?? 0) === step),
  );
}
