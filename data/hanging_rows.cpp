// SPDX-License-Identifier: Apache-2.0
#include "data/hanging_rows.hpp"

#include <algorithm>

namespace sanvat::data {

namespace {

/// Takes the rows whose `owner` is the id out of `rows` and puts their `part` at the end of `parts`.
template <typename Row, typename Part>
void move_parts(std::vector<Row>& rows, std::string Row::*owner, const std::string& id, Part Row::*part,
                std::vector<Part>& parts) {
    const auto is_its = [&](const Row& row) { return row.*owner == id; };
    for (Row& row : rows) {
        if (is_its(row)) parts.push_back(std::move(row.*part));
    }
    std::erase_if(rows, is_its);
}

}  // namespace

void adopt(HangingRows& orphans, const std::string& id, Product& record) {
    move_parts(orphans.ratings, &RatingRow::product, id, &RatingRow::rating, record.ratings);
    std::ranges::stable_sort(record.ratings, {}, &Rating::signed_on);
}

void adopt(HangingRows& orphans, const std::string& id, RawMaterialArea& record) {
    move_parts(orphans.figures, &AreaFigureRow::area, id, &AreaFigureRow::figure, record.figures);
    std::ranges::stable_sort(record.figures, {}, &AreaFigure::year);
    move_parts(orphans.places, &AreaPlaceRow::area, id, &AreaPlaceRow::unit, record.place);
}

}  // namespace sanvat::data
