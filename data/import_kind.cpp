// SPDX-License-Identifier: Apache-2.0
#include "data/import_kind.hpp"

namespace sanvat::data {

std::string_view to_string(ImportKind kind) noexcept {
    switch (kind) {
        case ImportKind::communes:
            return "communes";
        case ImportKind::districts:
            return "districts";
        case ImportKind::crosswalk:
            return "crosswalk";
        case ImportKind::producers:
            return "producers";
        case ImportKind::facilities:
            return "facilities";
        case ImportKind::craft_villages:
            return "craft-villages";
        case ImportKind::products:
            return "products";
        case ImportKind::raw_material_areas:
            return "raw-material-areas";
        case ImportKind::supply_links:
            return "supply-links";
        case ImportKind::tour_routes:
            return "tour-routes";
        case ImportKind::tour_stops:
            return "tour-stops";
    }
    return {};
}

std::optional<ImportKind> parse_import_kind(std::string_view text) noexcept {
    for (const ImportKind kind : all_import_kinds) {
        if (to_string(kind) == text) return kind;
    }
    return std::nullopt;
}

}  // namespace sanvat::data
