// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace sanvat::data {

/// Text made safe between tags and in quoted attributes of XML and HTML. UTF-8 in and out; control characters that XML
/// 1.0 does not have are left out.
[[nodiscard]] std::string escape_markup(std::string_view text);

}  // namespace sanvat::data
