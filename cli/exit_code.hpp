// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "data/error.hpp"

namespace sanvat::cli {

inline constexpr int exit_failure = 1;    ///< the fault is ours or the machine's
inline constexpr int exit_bad_input = 2;  ///< the caller can mend it

[[nodiscard]] constexpr int exit_code(data::ErrorKind kind) noexcept {
    switch (kind) {
        case data::ErrorKind::bad_value:
        case data::ErrorKind::not_found:
        case data::ErrorKind::bad_input:
        case data::ErrorKind::bad_store:
        case data::ErrorKind::too_large:
            return exit_bad_input;
        case data::ErrorKind::busy:
        case data::ErrorKind::failure:
            return exit_failure;
    }
    return exit_failure;
}

}  // namespace sanvat::cli
