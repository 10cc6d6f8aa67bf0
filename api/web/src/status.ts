// SPDX-License-Identifier: Apache-2.0
// What is going on, and what went wrong: a thin bar while requests are under way, and a message for each failure.
import { ApiError } from './error';
import { byId, h } from './dom';
import { t, type TextKey } from './i18n';

let underWay = 0;

/** Shows the bar as long as the task runs. */
export async function track<T>(task: () => Promise<T>): Promise<T> {
    begin();
    try {
        return await task();
    } finally {
        end();
    }
}

export function begin(): void {
    underWay += 1;
    showBar();
}

export function end(): void {
    underWay = Math.max(0, underWay - 1);
    showBar();
}

/** One answer often brings the next request: quiet means that none followed for a moment, and the bar does not flicker. */
const quietAfter = 120;
let quiet: number | undefined;

function showBar(): void {
    const set = (busy: boolean): void => {
        byId('progress').hidden = !busy;
        document.body.dataset.busy = String(busy);
    };
    window.clearTimeout(quiet);
    if (underWay > 0) set(true);
    else quiet = window.setTimeout(() => set(false), quietAfter);
}

/**
 * Shows a failure of `what` until it is closed, retried or `clearError(what)` is called. A second failure of the same
 * thing replaces the first.
 */
export function showError(what: TextKey, error: unknown, retry?: () => void): void {
    clearError(what);
    const message = h(
        'div',
        { class: 'message', role: 'alert', 'data-what': what },
        h('p', {}, h('strong', {}, t(what)), ' ', ...reason(error)),
        retry
            ? h('button', { type: 'button', class: 'small', onclick: () => (clearError(what), retry()) }, t('retry'))
            : null,
        h('button', { type: 'button', class: 'icon', 'aria-label': t('close'), onclick: () => clearError(what) }, '×'),
    );
    byId('messages').append(message);
}

/** What kind of failure it is in the reader's language, then the server's own words, which are English. */
function reason(error: unknown): (string | HTMLElement)[] {
    if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : String(error)];
    const kind = kinds.find(([test]) => test(error.status))?.[1] ?? 'errorOther';
    const text = error.status === null ? t(kind) : `${t(kind)} (${error.status}).`;
    return [`${text} `, h('span', { class: 'server-words', lang: 'en' }, error.detail)];
}

const kinds: [(status: number | null) => boolean, TextKey][] = [
    [(status) => status === null, 'errorOffline'],
    [(status) => status === 400, 'errorRequest'],
    [(status) => status === 404, 'errorMissing'],
    [(status) => status === 503, 'errorBusy'],
];

export function clearError(what: TextKey): void {
    byId('messages')
        .querySelectorAll(`[data-what="${what}"]`)
        .forEach((message) => message.remove());
}

/** A short word that something was done; goes away by itself. */
export function say(text: string): void {
    const note = byId('note');
    note.textContent = text;
    note.hidden = false;
    window.setTimeout(() => {
        if (note.textContent === text) note.hidden = true;
    }, 4000);
}
