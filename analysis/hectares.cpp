// SPDX-License-Identifier: Apache-2.0
#include "analysis/hectares.hpp"

#include <algorithm>
#include <cstdint>

#include "analysis/record_places.hpp"

namespace sanvat::analysis {

namespace {

enum class State : std::uint8_t { untouched, under_way, done };

class Nesting {
public:
    Nesting(const std::vector<data::RawMaterialArea>& areas, data::Date date)
        : areas_(areas),
          date_(date),
          parts_(areas.size()),
          states_(areas.size()),
          own_(areas.size()),
          totals_(areas.size()) {
        for (std::size_t i = 0; i < areas.size(); ++i) {
            if (const auto* whole = find_by_id(areas, areas[i].part_of)) {
                parts_[static_cast<std::size_t>(whole - areas.data())].push_back(i);
            }
        }
    }

    std::vector<double> resolve() {
        for (std::size_t i = 0; i < areas_.size(); ++i)
            static_cast<void>(total(i));
        return std::move(own_);
    }

private:
    /// What the area and all its parts count together. One that is under way closes a circle and counts nothing there.
    double total(std::size_t area) {
        if (states_[area] != State::untouched) return totals_[area];
        states_[area] = State::under_way;
        double in_parts = 0;
        for (const std::size_t part : parts_[area])
            in_parts += total(part);
        const auto* figure = data::figure_on(areas_[area], date_);
        own_[area] = figure ? std::max(0.0, *figure->hectares - in_parts) : 0;
        totals_[area] = own_[area] + in_parts;
        states_[area] = State::done;
        return totals_[area];
    }

    const std::vector<data::RawMaterialArea>& areas_;
    data::Date date_;
    std::vector<std::vector<std::size_t>> parts_;
    std::vector<State> states_;
    std::vector<double> own_;
    std::vector<double> totals_;
};

}  // namespace

std::vector<double> own_hectares(const std::vector<data::RawMaterialArea>& areas, data::Date date) {
    return Nesting(areas, date).resolve();
}

}  // namespace sanvat::analysis
