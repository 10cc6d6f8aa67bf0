// SPDX-License-Identifier: Apache-2.0
// Plain dates, YYYY-MM-DD, and the way people write them: the day first, in both languages of the viewer.
import { parseDate } from './state';

/** The day before; `date` may have a time behind it, which does not count. */
export function dayBefore(date: string): string {
    const day = new Date(`${date.slice(0, 10)}T00:00:00Z`);
    day.setUTCDate(day.getUTCDate() - 1);
    return day.toISOString().slice(0, 10);
}

/** "31/10/2023", also with dots, dashes or single digits, or 2023-10-31. Null for what is no day since 1900. */
export function readDate(text: string): string | null {
    const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.trim()) ?? [];
    const date = day && month && year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim();
    const known = parseDate(date);
    return known !== null && known >= '1900-01-01' ? known : null;
}

/** For a field that `readDate` reads. */
export function writeDate(date: string): string {
    return date.split('-').reverse().join('/');
}
