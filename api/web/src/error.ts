// SPDX-License-Identifier: Apache-2.0
/** A request that the server refused, or that did not reach it. `detail` is the server's own explanation. */
export class ApiError extends Error {
    constructor(
        readonly status: number | null,
        readonly detail: string,
    ) {
        super(status === null ? detail : `${status}: ${detail}`);
    }
}
