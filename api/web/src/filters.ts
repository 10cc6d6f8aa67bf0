// SPDX-License-Identifier: Apache-2.0
// The two switches that hold for everything on show: the day, and whether derived and made-up records count.
import { readDate, writeDate } from './dates';
import { byId, h } from './dom';
import { formatDate, t } from './i18n';
import type { Store } from './state';

export function showFilters(store: Store, referenceDate: () => string | null): { update: () => void } {
    const set = (text: string): void => {
        const asOf = readDate(text);
        date.setAttribute('aria-invalid', String(text.trim() !== '' && asOf === null));
        if (text.trim() !== '' && asOf === null) return;
        store.set({ asOf });
        write();
    };
    // Browsers write dates in the order of their own language, whatever that of the page is.
    const date = h('input', {
        type: 'text',
        id: 'as-of',
        class: 'day',
        inputmode: 'numeric',
        autocomplete: 'off',
        onchange: () => set(date.value),
    });
    const calendar = h('input', {
        type: 'date',
        class: 'calendar',
        tabindex: -1,
        'aria-hidden': 'true',
        min: '1900-01-01',
        onchange: () => set(calendar.value),
    });
    const pick = h(
        'button',
        { type: 'button', class: 'icon', id: 'as-of-pick', onclick: () => calendar.showPicker() },
        '▾',
    );
    const dateLabel = h('label', { for: 'as-of' });
    const clear = h('button', { type: 'button', class: 'icon', onclick: () => store.set({ asOf: null }) }, '↺');
    const reported = h('input', {
        type: 'checkbox',
        id: 'reported-only',
        role: 'switch',
        onchange: () => store.set({ reportedOnly: reported.checked }),
    });
    const reportedText = h('span', {});
    const hint = h('p', { class: 'hint', id: 'as-of-hint' });
    date.setAttribute('aria-describedby', 'as-of-hint');
    byId('filters').append(
        h('label', { class: 'switch' }, reported, reportedText),
        h('div', { class: 'date' }, dateLabel, h('span', { class: 'field' }, date, calendar, pick, clear)),
        hint,
    );

    // The field shows the day that counts even if it is the server's choice.
    const shown = (): string => store.state.asOf ?? referenceDate() ?? '';
    const write = (): void => {
        date.value = writeDate(shown());
        date.setAttribute('aria-invalid', 'false');
    };
    const update = (): void => {
        const { state } = store;
        reportedText.textContent = t('reportedOnly');
        reportedText.title = t('reportedOnlyHint');
        dateLabel.textContent = t('asOf');
        clear.setAttribute('aria-label', t('asOfClear'));
        clear.title = t('asOfClear');
        clear.hidden = state.asOf === null;
        reported.checked = state.reportedOnly;
        // What is being typed is left alone.
        if (document.activeElement !== date) write();
        date.placeholder = t('dateForm');
        calendar.value = shown();
        pick.setAttribute('aria-label', t('asOfPick'));
        pick.title = t('asOfPick');
        hint.textContent = shown() ? `${t(state.asOf ? 'asOf' : 'asOfReference')}: ${formatDate(shown())}` : '';
    };
    store.subscribe(update);
    update();
    return { update };
}
