/** A table as it was sent: its rows as spreadsheets count them, blank ones too. */
export interface Sheet {
  separator: string;
  rows: string[][];
}

/** Reads the file as the desk reads it, so that its row 3 is the row 3 that is spoken of. */
export async function sheetOf(file: File): Promise<Sheet> {
  const text = decoded(await file.arrayBuffer());
  const first = text.trimStart().split("\n", 1)[0] ?? "";
  const times = (sign: string) => first.split(sign).length;
  const separator = [",", ";", "\t"].reduce((one, sign) => (times(sign) > times(one) ? sign : one));
  return { separator, rows: rowsOf(text, separator) };
}

function decoded(bytes: ArrayBuffer): string {
  const [one, two] = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  if (one === 0xff && two === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (one === 0xfe && two === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // What Windows calls ANSI.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** A quoted cell with what may follow its quotes, or a plain one; and how it ends. */
const CELL = /(?:"((?:[^"]|"")*)"([^,\r\n]*)|((?!")[^,\r\n]*))(,|\r\n|\n|\r|$)/;

function rowsOf(text: string, separator: string): string[][] {
  const cell = new RegExp(CELL.source.replaceAll(",", separator), "y");
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length || row.length > 0; ) {
    cell.lastIndex = at;
    const found = cell.exec(text);
    // A quote that never ends: the rest of the file is one cell, as the desk takes it.
    const [, inside, after = "", plain = "", end = ""] = found ?? ["", text.slice(at + 1)];
    row.push(inside === undefined ? plain : inside.replaceAll('""', '"') + after);
    at = found ? cell.lastIndex : text.length;
    if (end !== separator) {
      rows.push(row.length === 1 && row[0] === "" ? [] : row);
      row = [];
    }
  }
  return rows;
}

/** Where the column of that heading is in the table; one that is not there would be its last. */
export function columnOf({ rows }: Sheet, heading: string): number {
  const heads = headsOf(rows);
  const at = heads.findIndex((one) => one.trim() === heading);
  return at < 0 ? heads.length : at;
}

function headsOf(rows: string[][]): string[] {
  return rows.find((row) => row.some((cell) => cell.trim() !== "")) ?? [];
}

/** One cell that says something else now; `row` counts as spreadsheets do. */
export interface Mended {
  row: number;
  heading: string;
  cell: string;
}

/** The file again with these cells mended, and all else as it was. */
export function mended(sheet: Sheet, cells: Mended[], name: string): File {
  const rows = sheet.rows.map((row) => [...row]);
  for (const { row, heading, cell } of cells) {
    const at = columnOf({ ...sheet, rows }, heading);
    put(headsOf(rows), at, heading);
    put(rows[row - 1] ?? [], at, cell);
  }
  const text = rows.map((row) => row.map((cell) => quoted(cell, sheet.separator)));
  const lines = text.map((row) => `${row.join(sheet.separator)}\r\n`);
  return new File(lines, name, { type: "text/csv" });
}

function put(row: string[], at: number, cell: string) {
  while (row.length < at) row.push("");
  row[at] = cell;
}

function quoted(cell: string, separator: string): string {
  const plain = !cell.includes(separator) && !/["\r\n]/.test(cell);
  return plain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
