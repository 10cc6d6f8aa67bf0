// SPDX-License-Identifier: Apache-2.0
#include "cli/options.hpp"

#include <algorithm>
#include <sstream>

#include "analysis/filter_parser.hpp"
#include "data/error.hpp"
#include "data/overwriting.hpp"
#include "data/store.hpp"

namespace sanvat::cli {

namespace {

std::optional<data::Date> date_of(const std::string& option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = data::Date::parse(text);
    if (!date) throw data::bad_value(option, "\"" + text + "\" is no day", "write it as 2025-07-01");
    return date;
}

}  // namespace

StoreOptions::StoreOptions(CLI::App& command) : command_(command) {
    command.add_option("--store", store_, "Store file (GeoPackage)")->required()->type_name("FILE");
}

std::shared_ptr<const analysis::Snapshot> StoreOptions::open() const {
    if (const auto* out = command_.get_option_no_throw("--out"); out && out->count() > 0)
        data::refuse_overwriting({"--out", out->as<std::string>()}, {"--store", store_});
    return analysis::Snapshot::make(data::Store(store_).read(), data::Date::today(), analysis::Indexing::beside);
}

ProvenanceOptions::ProvenanceOptions(CLI::App& command) {
    command.add_option("--provenance", provenance_, "Only these: reported,derived,illustrative")->type_name("LIST");
}

analysis::Filter ProvenanceOptions::provenance() const {
    analysis::Filter filter;
    if (!provenance_.empty()) filter.add(analysis::parse_provenance_condition(provenance_));
    return filter;
}

FilterOptions::FilterOptions(CLI::App& command) : ProvenanceOptions(command) {
    command
        .add_option("--filter", filter_, "Only records for which this is true: \"stars >= 4 AND name LIKE 'Rượu%'\"")
        ->type_name("CQL2");
}

analysis::Filter FilterOptions::filter(std::span<const analysis::CollectionId> collections) const {
    analysis::Filter filter = provenance();
    if (filter_) filter.add(analysis::parse_filter("--filter", *filter_, collections));
    return filter;
}

analysis::Filter FilterOptions::condition(std::span<const analysis::CollectionId> collections) const {
    analysis::Filter filter;
    if (filter_) filter.add(analysis::parse_filter("--filter", *filter_, collections));
    return filter;
}

AnswerOptions::AnswerOptions(CLI::App& command) {
    command.add_option("--as-of", as_of_, "Records in force on this day; default: the store's reference date")
        ->type_name("DATE");
    command
        .add_option("--out", out_, "Result file, of the format its name ends with; default: GeoJSON on standard output")
        ->type_name("FILE");
}

std::optional<data::Date> AnswerOptions::as_of() const {
    return date_of("--as-of", as_of_);
}

UnitsOptions::UnitsOptions(CLI::App& command) {
    command
        .add_option("--units", units_,
                    "Boundaries of this day; default: those in force on the as-of day, or nearest to it")
        ->type_name("DATE");
}

std::optional<data::Date> UnitsOptions::units() const {
    return date_of("--units", units_);
}

std::vector<data::Provenance> ProvenanceOptions::provenances() const {
    return provenance_.empty() ? std::vector<data::Provenance>{} : analysis::parse_provenances(provenance_);
}

MapQuestionOptions::MapQuestionOptions(CLI::App& command) {
    const auto add = [&](const char* name, const char* description) {
        command.add_option("--" + std::string(name), text_[name], description);
    };
    add("figure", "Style choropleth: a numeric column of the summary; default: facilities");
    add("by", "Style choropleth: commune or district; default: commune");
    add("method", "Style choropleth: equal, quantile, jenks or pretty; style density: hexagon or kernel");
    add("n", "Style choropleth: how many classes at most, 2 to 12; default: 5");
    add("collection", "Style density: collections of points; default: facilities");
    add("cell", "Style density: distance between opposite sides of a cell; default: 5km");
    add("bandwidth", "Style density, method kernel: how far a record counts");
}

tiler::QuestionText MapQuestionOptions::question() const {
    tiler::QuestionText given;
    for (const auto& [name, value] : text_) {
        if (!value.empty()) given.emplace(name, value);
    }
    return given;
}

PlaceOptions::PlaceOptions(CLI::App& command) {
    command.add_option("--lon", lon_, "Longitude in degrees, WGS 84")
        ->required()
        ->check(CLI::Range(-180.0, 180.0))
        ->default_str("");
    command.add_option("--lat", lat_, "Latitude in degrees, WGS 84")
        ->required()
        ->check(CLI::Range(-90.0, 90.0))
        ->default_str("");
}

data::LonLat PlaceOptions::place() const {
    // CLI::Range lets "nan" through, which compares false with everything.
    if (!(lon_ == lon_)) throw data::bad_value("--lon", "nan is no longitude", "give −180 to 180");
    if (!(lat_ == lat_)) throw data::bad_value("--lat", "nan is no latitude", "give −90 to 90");
    return {lon_, lat_};
}

CollectionOptions::CollectionOptions(CLI::App& command, std::string defaults) : text_(std::move(defaults)) {
    command.add_option("--collection", text_, "Collections to look in")->type_name("LIST")->capture_default_str();
}

std::vector<analysis::CollectionId> CollectionOptions::collections() const {
    std::vector<analysis::CollectionId> ids;
    std::istringstream names(text_);
    for (std::string name; std::getline(names, name, ',');) {
        const auto id = analysis::parse_collection(name);
        if (!id) {
            std::string known;
            for (const auto& each : analysis::collections())
                known.append(" ").append(each.name);
            throw data::bad_value("--collection", "\"" + name + "\" is no collection", "give one of" + known);
        }
        if (std::ranges::find(ids, *id) != ids.end())
            throw data::bad_value("--collection", "\"" + name + "\" is named twice", "name each once");
        ids.push_back(*id);
    }
    if (ids.empty()) throw data::bad_value("--collection", "names none", "give one, as facilities");
    return ids;
}

}  // namespace sanvat::cli
