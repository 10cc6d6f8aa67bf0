// SPDX-License-Identifier: Apache-2.0
#include "data/markup.hpp"

namespace sanvat::data {

std::string escape_markup(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                // XML 1.0 has no control characters but tab and line ends.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\t' || c == '\n' || c == '\r') safe += c;
        }
    }
    return safe;
}

}  // namespace sanvat::data
