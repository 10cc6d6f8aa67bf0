// SPDX-License-Identifier: Apache-2.0
#include "tiler/sheet_format.hpp"

namespace sanvat::tiler {

std::string_view to_string(SheetFormat format) noexcept {
    switch (format) {
        case SheetFormat::png:
            return "png";
        case SheetFormat::pdf:
            return "pdf";
        case SheetFormat::svg:
            return "svg";
    }
    return "";
}

std::optional<SheetFormat> parse_sheet_format(std::string_view text) noexcept {
    for (const auto format : {SheetFormat::png, SheetFormat::pdf, SheetFormat::svg}) {
        if (text == to_string(format)) return format;
    }
    return std::nullopt;
}

std::string_view media_type(SheetFormat format) noexcept {
    switch (format) {
        case SheetFormat::png:
            return "image/png";
        case SheetFormat::pdf:
            return "application/pdf";
        case SheetFormat::svg:
            return "image/svg+xml";
    }
    return "";
}

}  // namespace sanvat::tiler
