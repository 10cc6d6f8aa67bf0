// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "data/product.hpp"
#include "data/raw_material_area.hpp"

namespace sanvat::data {

/// Rows of the store's tables that hang on a record, each with the id of that record.
struct RatingRow {
    std::string product;
    Rating rating;
};
struct AreaFigureRow {
    std::string area;
    AreaFigure figure;
};
struct AreaPlaceRow {
    std::string area;
    UnitKey unit;
};

struct HangingRows {
    std::vector<RatingRow> ratings;
    std::vector<AreaFigureRow> figures;
    std::vector<AreaPlaceRow> places;
};

/// Moves the rows that hang on the id to the record that now has it, in the order that the record keeps them in.
void adopt(HangingRows& orphans, const std::string& id, Product& record);
void adopt(HangingRows& orphans, const std::string& id, RawMaterialArea& record);

}  // namespace sanvat::data
