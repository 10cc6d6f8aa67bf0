// SPDX-License-Identifier: Apache-2.0
// The address of the page holds the whole state: keeping it there, reading it back, and handing it on.
import { byId } from './dom';
import { t } from './i18n';
import { formatFragment, parseFragment, type Store } from './state';
import { say } from './status';

/** Follows the state with the address, and the address (a link pasted, the back button) with the state. */
export function keepAddress(store: Store, onForeign: () => void): void {
    const write = (): void => {
        const fragment = formatFragment(store.state);
        if (location.hash.replace(/^#/, '') !== fragment) history.replaceState(null, '', `#${fragment}`);
    };
    store.subscribe(write);
    window.addEventListener('hashchange', () => {
        // Our own replaceState fires no event: this is somebody else's address.
        store.set(parseFragment(location.hash));
        onForeign();
    });
}

export function showShare(): void {
    byId('share').addEventListener('click', () => void copyLink());
}

async function copyLink(): Promise<void> {
    try {
        // Browsers offer the clipboard to secure pages only; over plain http the old way is all there is.
        if (navigator.clipboard) await navigator.clipboard.writeText(location.href);
        else copyBySelection(location.href);
        say(t('linkCopied'));
    } catch {
        say(t('linkNotCopied'));
    }
}

function copyBySelection(text: string): void {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'quiet';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    if (!done) throw new Error('copy refused');
}
