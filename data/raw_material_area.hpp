// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "data/admin_unit.hpp"

namespace sanvat::data {

/// Hectares of one area in one year or season.
struct AreaFigure {
    int year = 0;                    ///< the year, or the year in which the season ends
    std::string period;              ///< as the source has it: "2018-08", "winter-spring 2024-2025"
    std::optional<double> hectares;  ///< above 0
    std::string qualifier;           ///< "about", "more than"
    std::string production;          ///< as the source has it: "1,665 t"
    std::string source;
};

/// Ground that grows a crop. Areas nest (commune in district in province) by `part_of`.
struct RawMaterialArea {
    std::string id;
    std::string name;
    std::string crop;       ///< crop id: "thach_den"
    std::string crop_name;  ///< in Vietnamese: "thạch đen"
    std::string crop_name_en;
    std::vector<UnitKey> place;          ///< declared units; empty where the source names none
    std::optional<std::string> part_of;  ///< id of the larger area that already counts this ground
    std::vector<AreaFigure> figures;     ///< by year, oldest first; may be empty
    std::string certificates;
    MultiPolygon outline;  ///< empty where none is known or made
    Provenance outline_provenance = Provenance::illustrative;
    Lineage lineage;
};

/// The latest figure with hectares of a year not after the date's.
[[nodiscard]] const AreaFigure* figure_on(const RawMaterialArea& area, Date date) noexcept;

}  // namespace sanvat::data
