// SPDX-License-Identifier: Apache-2.0
#include "analysis/gaps.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "analysis/hectares.hpp"
#include "analysis/provenance_count.hpp"
#include "analysis/record_places.hpp"
#include "analysis/text_or_null.hpp"
#include "data/error.hpp"

namespace sanvat::analysis {

using data::Date;
using data::Value;
using data::ValueType;

namespace {

using Claims = std::vector<std::optional<std::uint32_t>>;

/// Hectares of two decimals leave dust in the last digits when they are added.
double to_square_metres(double hectares) {
    return std::round(hectares * 1e4) / 1e4;
}

struct Found {
    ProvenanceCount facilities;
    double hectares = 0;
    std::map<std::string, double> crops;
    bool has_product = false;
};

class GapFinder {
public:
    GapFinder(const Snapshot& snapshot, const GapsQuestion& question)
        : snapshot_(snapshot),
          question_(question),
          as_of_(question.as_of.value_or(snapshot.reference_date())),
          units_as_of_(snapshot.units_date(data::AdminLevel::commune, question.units.value_or(as_of_))),
          placement_(snapshot.placement(data::AdminLevel::commune, units_as_of_)) {}

    Gaps find() {
        Gaps gaps;
        gaps.as_of = as_of_;
        gaps.units_as_of = units_as_of_;
        gaps.months = question_.months;
        find_rated();
        gaps.products_not_placed = static_cast<std::int64_t>(
            std::ranges::count_if(rated_, [&](std::size_t product) { return !placement_->products[product]; }));
        gaps.hectares_not_placed = hectares_not_placed();
        gaps.communes = communes();
        gaps.expiring = expiring();
        gaps.villages = villages();
        return gaps;
    }

private:
    [[nodiscard]] const data::Register& content() const { return snapshot_.content(); }

    /// Calls `function(position, feature)` for each record that the filter lets through. Positions in the table are
    /// those in the register.
    template <typename Function>
    void for_each(CollectionId id, Function function) const {
        const auto table = snapshot_.features(id, as_of_);
        for (std::size_t i = 0; i < table->features().size(); ++i) {
            const Feature& feature = table->features()[i];
            if (!question_.filter.matches(feature)) continue;
            if (id == CollectionId::products && !question_.products.matches(feature)) continue;
            function(i, feature);
        }
    }

    void find_rated() {
        for_each(CollectionId::products, [&](std::size_t i, const Feature& /*feature*/) {
            if (data::rating_on(content().products[i], as_of_)) rated_.push_back(i);
        });
    }

    [[nodiscard]] double hectares_not_placed() const {
        const auto hectares = own_hectares(content().raw_material_areas, as_of_);
        double sum = 0;
        for_each(CollectionId::raw_material_areas, [&](std::size_t i, const Feature& /*feature*/) {
            if (!placement_->raw_material_areas[i]) sum += hectares[i];
        });
        return to_square_metres(sum);
    }

    [[nodiscard]] std::vector<Found> found_in_communes() const {
        std::vector<Found> found(placement_->units->units().size());
        const auto put = [&](const Claims& claims, std::size_t record, auto add) {
            if (claims[record]) add(found[*claims[record]]);
        };
        for_each(CollectionId::facilities, [&](std::size_t i, const Feature& /*feature*/) {
            const data::Facility& facility = content().facilities[i];
            if (!facility.validity.holds(as_of_)) return;
            put(placement_->facilities, i, [&](Found& unit) { unit.facilities.add(facility.lineage.provenance); });
        });
        const auto hectares = own_hectares(content().raw_material_areas, as_of_);
        for_each(CollectionId::raw_material_areas, [&](std::size_t i, const Feature& /*feature*/) {
            if (hectares[i] <= 0) return;
            put(placement_->raw_material_areas, i, [&](Found& unit) {
                unit.hectares += hectares[i];
                unit.crops[content().raw_material_areas[i].crop] += hectares[i];
            });
        });
        for (const std::size_t product : rated_)
            put(placement_->products, product, [](Found& unit) { unit.has_product = true; });
        return found;
    }

    [[nodiscard]] data::Table communes() const {
        std::vector<Found> found = found_in_communes();
        std::set<std::string> crops;
        for (Found& unit : found) {
            // Only what has something and no product is a gap.
            if (unit.has_product) unit = {};
            for (const auto& [crop, hectares] : unit.crops)
                crops.insert(crop);
        }
        data::Table table;
        table.name = "communes";
        table.columns = {{"code"}, {"name"}, {"facilities", ValueType::integer}};
        for (const auto provenance : provenances)
            table.columns.push_back({"facilities_" + std::string(to_string(provenance)), ValueType::integer});
        table.columns.push_back({"hectares", ValueType::number});
        for (const std::string& crop : crops)
            table.columns.push_back({"hectares_" + crop, ValueType::number});
        for (std::size_t i = 0; i < found.size(); ++i) {
            if (found[i].facilities.total() > 0 || found[i].hectares > 0)
                table.rows.push_back(commune(*placement_->units->units()[i], found[i], crops));
        }
        return table;
    }

    static data::Row commune(const data::AdminUnit& unit, const Found& found, const std::set<std::string>& crops) {
        data::Row row{
            unit.key.to_string(), {unit.key.code, data::full_name(unit), found.facilities.total()}, unit.polygon};
        for (const auto provenance : provenances)
            row.values.emplace_back(found.facilities.of(provenance));
        row.values.emplace_back(to_square_metres(found.hectares));
        for (const std::string& crop : crops) {
            const auto own = found.crops.find(crop);
            row.values.emplace_back(own == found.crops.end() ? 0 : to_square_metres(own->second));
        }
        return row;
    }

    /// The rating that was signed last by the day and is, or was, in force until a day within the months around it.
    [[nodiscard]] const data::Rating* expiring_rating(const data::Product& product) const {
        const data::Rating* last = nullptr;
        for (const data::Rating& rating : product.ratings) {
            if (rating.signed_on <= as_of_ && (!last || last->signed_on <= rating.signed_on)) last = &rating;
        }
        if (!last) return nullptr;
        const Date end = *last->validity().to;
        const bool near = as_of_.plus_months(-question_.months) <= end && end <= as_of_.plus_months(question_.months);
        return near ? last : nullptr;
    }

    [[nodiscard]] data::Row expiring_row(std::size_t i, const Feature& feature, const data::Rating& rating) const {
        const data::Product& product = content().products[i];
        const Date end = *rating.validity().to;
        const auto renewal = std::ranges::find_if(
            product.ratings, [&](const data::Rating& other) { return rating.signed_on < other.signed_on; });
        data::Row row{product.id,
                      {product.id, product.name, std::string(as_of_ < end ? "expires" : "lapsed"),
                       std::int64_t{rating.stars}, rating.signed_on.to_string(), end.to_string(),
                       std::int64_t{end.days_since_epoch() - as_of_.days_since_epoch()}},
                      *feature.geometry};
        row.values.push_back(renewal == product.ratings.end() ? Value{} : Value{renewal->signed_on.to_string()});
        row.values.push_back(feature.value("producer"));
        row.values.push_back(feature.value("producer_name"));
        put_unit(row, placement_->products[i]);
        row.values.emplace_back(std::string(to_string(product.lineage.provenance)));
        row.values.emplace_back(std::string(to_string(rating.provenance)));
        return row;
    }

    [[nodiscard]] data::Table expiring() const {
        data::Table table;
        table.name = "expiring";
        table.columns = {{"id"},
                         {"name"},
                         {"state"},
                         {"stars", ValueType::integer},
                         {"rating_signed_on", ValueType::date},
                         {"rating_valid_to", ValueType::date},
                         {"days_left", ValueType::integer},
                         {"renewed_on", ValueType::date},
                         {"producer"},
                         {"producer_name"},
                         {"unit_code"},
                         {"unit_name"},
                         {"provenance"},
                         {"rating_provenance"}};
        for_each(CollectionId::products, [&](std::size_t i, const Feature& feature) {
            const data::Rating* rating = expiring_rating(content().products[i]);
            if (rating) table.rows.push_back(expiring_row(i, feature, *rating));
        });
        constexpr std::size_t days_left = 6;
        std::ranges::stable_sort(table.rows, {},
                                 [](const data::Row& row) { return std::get<std::int64_t>(row.values[days_left]); });
        return table;
    }

    [[nodiscard]] bool is_rated(const data::Facility* facility, const data::CraftVillage& village) const {
        return std::ranges::any_of(rated_, [&](std::size_t i) {
            const data::Product& product = content().products[i];
            const bool same_producer = facility && facility->producer && product.producer == facility->producer;
            return product.facility == village.id || same_producer;
        });
    }

    [[nodiscard]] std::string products_of_same_place(const data::CraftVillage& village) const {
        std::string names;
        for (const std::size_t i : rated_) {
            const data::Product& product = content().products[i];
            if (!village.declared_unit || product.declared_unit != village.declared_unit) continue;
            names.append(names.empty() ? "" : "; ").append(product.name);
            const data::Provenance provenance = product.lineage.provenance;
            if (provenance != data::Provenance::reported) names.append(" (").append(to_string(provenance)).append(")");
        }
        return names;
    }

    [[nodiscard]] data::Table villages() const {
        data::Table table;
        table.name = "villages";
        table.columns = {{"id"},
                         {"name"},
                         {"craft"},
                         {"recognised_on", ValueType::date},
                         {"decision"},
                         {"link"},
                         {"products_of_same_place"},
                         {"unit_code"},
                         {"unit_name"},
                         {"provenance"}};
        for_each(CollectionId::craft_villages, [&](std::size_t i, const Feature& feature) {
            const data::CraftVillage& village = content().craft_villages[i];
            if (!village.recognised || (village.recognised_on && as_of_ < *village.recognised_on)) return;
            const data::Facility* facility = find_by_id(content().facilities, village.id);
            if (is_rated(facility, village)) return;
            const bool by_producer = facility && facility->producer;
            data::Row row{
                village.id,
                {village.id, village.name, text_or_null(village.craft), feature.value("recognised_on"),
                 text_or_null(village.decision), std::string(by_producer ? "facility or producer" : "facility"),
                 text_or_null(products_of_same_place(village))},
                *feature.geometry};
            put_unit(row, placement_->craft_villages[i]);
            row.values.emplace_back(std::string(to_string(village.lineage.provenance)));
            table.rows.push_back(std::move(row));
        });
        return table;
    }

    void put_unit(data::Row& row, std::optional<std::uint32_t> position) const {
        const data::AdminUnit* unit = position ? placement_->units->units()[*position] : nullptr;
        row.values.push_back(unit ? Value{unit->key.code} : Value{});
        row.values.push_back(unit ? Value{data::full_name(*unit)} : Value{});
    }

    const Snapshot& snapshot_;
    const GapsQuestion& question_;
    Date as_of_;
    Date units_as_of_;
    std::shared_ptr<const Placement> placement_;
    std::vector<std::size_t> rated_;  ///< positions of the rated products that the filter lets through
};

}  // namespace

Gaps find_gaps(const Snapshot& snapshot, const GapsQuestion& question) {
    return GapFinder(snapshot, question).find();
}

const data::Table& part_of(const Gaps& gaps, std::string_view parameter, std::string_view name) {
    for (const data::Table* part : {&gaps.communes, &gaps.expiring, &gaps.villages}) {
        if (part->name == name) return *part;
    }
    throw data::bad_value(std::string(parameter), "\"" + std::string(name) + "\" is no part of the gaps",
                          "give communes, expiring or villages");
}

data::Table table_of(const Gaps& gaps) {
    data::Table all;
    all.name = "gaps";
    all.columns.push_back({"gap", ValueType::string});
    for (const data::Table* part : {&gaps.communes, &gaps.expiring, &gaps.villages}) {
        for (const data::Column& column : part->columns) {
            if (std::ranges::find(all.columns, column.name, &data::Column::name) == all.columns.end())
                all.columns.push_back(column);
        }
    }
    all.columns.push_back({"as_of", ValueType::date});
    all.columns.push_back({"units_as_of", ValueType::date});
    for (const data::Table* part : {&gaps.communes, &gaps.expiring, &gaps.villages}) {
        for (const data::Row& row : part->rows) {
            data::Row& wide =
                all.rows.emplace_back(data::Row{row.id, std::vector<Value>(all.columns.size()), row.geometry});
            wide.values.front() = part->name;
            for (std::size_t i = 0; i < row.values.size(); ++i) {
                const auto at = std::ranges::find(all.columns, part->columns[i].name, &data::Column::name);
                wide.values[static_cast<std::size_t>(at - all.columns.begin())] = row.values[i];
            }
            wide.values[all.columns.size() - 2] = gaps.as_of.to_string();
            wide.values[all.columns.size() - 1] = gaps.units_as_of.to_string();
        }
    }
    return all;
}

}  // namespace sanvat::analysis
