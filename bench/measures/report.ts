// Prints a table whose columns line up.

export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string => cells.map((cell, column) => pad(cell, column, widths)).join('  ')
  console.log(line(head))
  console.log(widths.map((width) => '-'.repeat(width)).join('  '))
  for (const row of rows) console.log(line(row))
  console.log()
}

// The first column is words, the others are figures.
function pad(cell: string, column: number, widths: readonly number[]): string {
  const width = widths[column] ?? 0
  return column === 0 ? cell.padEnd(width) : cell.padStart(width)
}

export const count = (value: number): string => Math.round(value).toLocaleString('en')
export const ratio = (value: number): string => `${value.toFixed(2)} x`
export const milliseconds = (value: number): string => `${value.toFixed(2)} ms`
