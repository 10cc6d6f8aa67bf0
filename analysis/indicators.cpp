// SPDX-License-Identifier: Apache-2.0
#include "analysis/indicators.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/product_links.hpp"
#include "analysis/provenance_count.hpp"
#include "analysis/record_places.hpp"
#include "analysis/stable_link.hpp"
#include "analysis/text_or_null.hpp"

namespace sanvat::analysis {

using data::Date;
using data::Provenance;
using data::Value;
using data::ValueType;

namespace {

/// What was counted, and of how many where that gives a share.
struct Measure {
    ProvenanceCount counted;
    std::optional<ProvenanceCount> whole;
};

struct Indicator {
    std::string_view id;
    std::string_view name;
    std::string_view unit;
};
constexpr std::array known{
    Indicator{"products", "Products with a rating in force", "products"},
    Indicator{"products_3", "Products of 3 stars", "products"},
    Indicator{"products_4", "Products of 4 stars", "products"},
    Indicator{"products_5", "Products of 5 stars", "products"},
    Indicator{"owners", "Owners of rated products", "owners"},
    Indicator{"owners_cooperative_share", "Owners that are cooperatives", "%"},
    Indicator{"owners_enterprise_share", "Owners that are enterprises", "%"},
    Indicator{"owners_value_chain_share", "Owners with a stable raw-material area", "%"},
    Indicator{"products_kept_share", "Products once rated that kept their rating", "%"},
};

/// Owner and how well it is known that it owns, or that it is supplied.
using Evidence = std::map<const data::Producer*, Provenance>;

void note(Evidence& evidence, const data::Producer* owner, Provenance provenance) {
    const auto [found, is_new] = evidence.emplace(owner, provenance);
    if (!is_new) found->second = std::min(found->second, provenance);
}

class Measurer {
public:
    Measurer(const Snapshot& snapshot, Date as_of, const IndicatorsQuestion& question)
        : content_(snapshot.content()),
          as_of_(as_of),
          filter_(question.filter),
          links_(content_),
          stable_(snapshot, as_of, as_of) {
        const auto producers = snapshot.features(CollectionId::producers, as_of);
        for (std::size_t i = 0; i < content_.producers.size(); ++i) {
            if (question.filter.matches(producers->features()[i]))
                owners_let_through_.push_back(&content_.producers[i]);
        }
        const auto products = snapshot.features(CollectionId::products, as_of);
        for (std::size_t i = 0; i < content_.products.size(); ++i) {
            const Feature& feature = products->features()[i];
            if (question.filter.matches(feature) && question.products.matches(feature)) count(content_.products[i]);
        }
    }

    std::map<std::string_view, Measure> take() {
        measures_["products_kept_share"] = {measures_["products"].counted, ever_rated_};
        ProvenanceCount owners;
        for (const auto& [owner, provenance] : owners_)
            owners.add(provenance);
        measures_["owners"].counted = owners;
        measures_["owners_cooperative_share"] = {of_kind(data::ProducerKind::cooperative), owners};
        measures_["owners_enterprise_share"] = {of_kind(data::ProducerKind::enterprise), owners};
        Measure& supplied = measures_["owners_value_chain_share"];
        supplied.whole = owners;
        for (const auto& [owner, provenance] : supplied_)
            supplied.counted.add(provenance);
        return std::move(measures_);
    }

private:
    void count(const data::Product& product) {
        const auto ever = std::ranges::find_if(product.ratings,
                                               [&](const data::Rating& rating) { return rating.signed_on <= as_of_; });
        if (ever == product.ratings.end()) return;
        const data::Rating* rating = data::rating_on(product, as_of_);
        const Provenance known_by = product.lineage.provenance;
        ever_rated_.add(known_by);
        if (!rating) return;
        measures_["products"].counted.add(known_by);
        for (const auto& [stars, id] : {std::pair(3, "products_3"), {4, "products_4"}, {5, "products_5"}}) {
            if (rating->stars == stars) measures_[id].counted.add(known_by);
        }
        const data::Producer* owner = find_by_id(content_.producers, product.producer);
        if (!owner || !std::ranges::binary_search(owners_let_through_, owner)) return;
        const Provenance owned_by = std::max(known_by, owner->lineage.provenance);
        note(owners_, owner, owned_by);
        for (const data::SupplyLink* link : links_.to(product)) {
            if (!stable_.has(*link)) continue;
            const auto* area = find_by_id(content_.raw_material_areas, link->area);
            if (!filter_.takes(link->lineage.provenance) || !filter_.takes(area->lineage.provenance)) continue;
            note(supplied_, owner, std::max({owned_by, link->lineage.provenance, area->lineage.provenance}));
        }
    }

    [[nodiscard]] ProvenanceCount of_kind(data::ProducerKind kind) const {
        ProvenanceCount count;
        for (const auto& [owner, provenance] : owners_) {
            if (owner->kind == kind) count.add(provenance);
        }
        return count;
    }

    const data::Register& content_;
    Date as_of_;
    const Filter& filter_;
    ProductLinks links_;
    StableLinks stable_;
    std::vector<const data::Producer*> owners_let_through_;  ///< in the order of the table, which is theirs in memory
    std::map<std::string_view, Measure> measures_;
    ProvenanceCount ever_rated_;
    Evidence owners_;
    Evidence supplied_;
};

std::optional<double> figure_of(const Measure& measure) {
    const auto counted = static_cast<double>(measure.counted.total());
    if (!measure.whole) return counted;
    const auto whole = static_cast<double>(measure.whole->total());
    if (whole == 0) return std::nullopt;
    return std::round(1000 * counted / whole) / 10;
}

void put_figure(data::Row& row, const data::IndicatorFigure* figure) {
    if (!figure) {
        row.values.insert(row.values.end(), 4, Value{});
        return;
    }
    row.values.insert(row.values.end(), {Value{figure->value}, text_or_null(figure->as_of),
                                         text_or_null(figure->wording), text_or_null(figure->source)});
}

void put_count(data::Row& row, const ProvenanceCount* count) {
    row.values.push_back(count ? Value{count->total()} : Value{});
    for (const Provenance provenance : provenances)
        row.values.push_back(count ? Value{count->of(provenance)} : Value{});
}

std::vector<data::Column> columns() {
    std::vector<data::Column> columns{{"indicator"}, {"name"}, {"unit"}};
    for (const std::string role : {"target", "published"}) {
        columns.push_back({role, ValueType::number});
        columns.push_back({role + (role == "target" ? "_by" : "_on")});
        columns.push_back({role + "_wording"});
        columns.push_back({role + "_source"});
    }
    columns.push_back({"figure", ValueType::number});
    for (const std::string part : {"counted", "whole"}) {
        columns.push_back({part, ValueType::integer});
        for (const Provenance provenance : provenances)
            columns.push_back({part + "_" + std::string(to_string(provenance)), ValueType::integer});
    }
    return columns;
}

/// Ids as written in the store that nothing here measures, each once.
std::vector<Indicator> unknown_in(const std::vector<data::IndicatorFigure>& figures) {
    std::vector<Indicator> unknown;
    for (const data::IndicatorFigure& figure : figures) {
        const auto is_it = [&](const Indicator& indicator) { return indicator.id == figure.indicator; };
        if (std::ranges::none_of(known, is_it) && std::ranges::none_of(unknown, is_it))
            unknown.push_back({figure.indicator, figure.indicator, ""});
    }
    return unknown;
}

/// Of several published the latest that is not after the day; a month or year counts from its beginning.
const data::IndicatorFigure* find_figure(const std::vector<data::IndicatorFigure>& figures, std::string_view indicator,
                                         data::FigureRole role, Date as_of) {
    const data::IndicatorFigure* found = nullptr;
    for (const data::IndicatorFigure& figure : figures) {
        if (figure.indicator != indicator || figure.role != role) continue;
        if (role == data::FigureRole::published && figure.as_of > as_of.to_string()) continue;
        if (!found || found->as_of < figure.as_of) found = &figure;
    }
    return found;
}

data::Row row_of(const Indicator& indicator, const Measure* measure, const Snapshot& snapshot, Date as_of) {
    const auto& figures = snapshot.content().indicator_figures;
    data::Row row{
        {}, {std::string(indicator.id), std::string(indicator.name), text_or_null(std::string(indicator.unit))}, {}};
    put_figure(row, find_figure(figures, indicator.id, data::FigureRole::target, as_of));
    put_figure(row, find_figure(figures, indicator.id, data::FigureRole::published, as_of));
    const auto figure = measure ? figure_of(*measure) : std::nullopt;
    row.values.push_back(figure ? Value{*figure} : Value{});
    put_count(row, measure ? &measure->counted : nullptr);
    put_count(row, measure && measure->whole ? &*measure->whole : nullptr);
    return row;
}

}  // namespace

Indicators measure_indicators(const Snapshot& snapshot, const IndicatorsQuestion& question) {
    const Date as_of = question.as_of.value_or(snapshot.reference_date());
    const auto measures = Measurer(snapshot, as_of, question).take();
    data::Table table;
    table.name = "indicators";
    table.spatial = false;
    table.columns = columns();
    for (const Indicator& indicator : known) {
        const auto measure = measures.find(indicator.id);
        const Measure none;
        table.rows.push_back(row_of(indicator, measure == measures.end() ? &none : &measure->second, snapshot, as_of));
    }
    for (const Indicator& indicator : unknown_in(snapshot.content().indicator_figures))
        table.rows.push_back(row_of(indicator, nullptr, snapshot, as_of));
    return {as_of, std::move(table)};
}

}  // namespace sanvat::analysis
