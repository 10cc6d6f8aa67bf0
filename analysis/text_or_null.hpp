// SPDX-License-Identifier: Apache-2.0
// Inside the analysis module only.
#pragma once

#include <string>

#include "data/value.hpp"

namespace sanvat::analysis {

/// The text as a value of a table; null where it is empty.
[[nodiscard]] inline data::Value text_or_null(const std::string& text) {
    return text.empty() ? data::Value{} : data::Value{text};
}

}  // namespace sanvat::analysis
