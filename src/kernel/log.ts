/** Where the kernel says what only its operator can mend: Jupyter's server shows standard error. */
export function logToStandardError(line: string): void {
  console.error(`intertwine kernel: ${line}`);
}
