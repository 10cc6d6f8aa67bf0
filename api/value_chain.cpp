// SPDX-License-Identifier: Apache-2.0
#include "analysis/value_chain.hpp"

#include <array>

#include "analysis/value_chain_table.hpp"
#include "api/answers.hpp"
#include "api/parameters.hpp"
#include "api/resources.hpp"

namespace sanvat::api {

namespace {

constexpr std::array filtered{analysis::CollectionId::products};

std::optional<std::string> text_of(const Call& call, std::string_view parameter) {
    const auto text = call.query.find(parameter);
    return text ? std::optional<std::string>(*text) : std::nullopt;
}

void write_optional(JsonWriter& json, std::string_view name, const std::optional<double>& number) {
    json.key(name);
    if (number) {
        json.value(*number);
    } else {
        json.null();
    }
}

void write_count(JsonWriter& json, std::string_view name, const analysis::StableCount& count) {
    json.key(name)
        .begin_object()
        .member("all", count.all)
        .member("illustrative", count.made)
        .member("stable", count.stable)
        .member("stable_illustrative", count.stable_made);
    write_optional(json, "share", count.share());
    write_optional(json, "share_with_illustrative", count.share_with_made());
    json.end_object();
}

void write_shares(JsonWriter& json, const analysis::ProductChain& chain) {
    json.begin_object()
        .member("product", chain.product->id)
        .member("part_basis", analysis::to_string(chain.basis))
        .member("from_commune", chain.shares.commune)
        .member("from_district", chain.shares.district)
        .member("from_province", chain.shares.province)
        .member("known", chain.shares.known)
        .end_object();
}

void write_breaks(JsonWriter& json, const std::vector<analysis::ChainBreak>& breaks) {
    json.key("broken").begin_array();
    for (const analysis::ChainBreak& each : breaks) {
        json.begin_object()
            .member("kind", each.kind)
            .member("collection", each.collection)
            .member("id", each.record)
            .member("message", each.message)
            .end_object();
    }
    json.end_array();
}

void write_facts(JsonWriter& json, const analysis::ValueChain& chain) {
    json.key("districts_as_of");
    if (chain.districts_as_of) {
        json.value(*chain.districts_as_of);
    } else {
        json.null();
    }
    if (chain.overview) {
        json.key("stable").begin_object();
        write_count(json, "products", chain.stable_products);
        write_count(json, "owners", chain.stable_owners);
        json.end_object();
    } else {
        json.key("shares").begin_array();
        for (const analysis::ProductChain& each : chain.products)
            write_shares(json, each);
        json.end_array();
    }
    write_breaks(json, chain.breaks);
}

Response value_chain(const Call& call) {
    const analysis::Snapshot& snapshot = *call.state->snapshot();
    analysis::ValueChainQuestion question{.product = text_of(call, "product"),
                                          .area = text_of(call, "area"),
                                          .as_of = optional_date(call, "as-of"),
                                          .units = optional_date(call, "units"),
                                          .filter = filter_of(call, filtered),
                                          .provenances = {}};
    if (const auto list = call.query.find("provenance")) question.provenances = analysis::parse_provenances(*list);
    const analysis::ValueChain chain = analysis::value_chain(snapshot, question);
    return respond_with(call, {.title = "Value chain",
                               .table = analysis::table_of(snapshot, chain),
                               .as_of = chain.as_of,
                               .units_as_of = chain.units_as_of,
                               .page_note = ". " + analysis::stable_text(chain),
                               .figures_only = true,
                               .facts = [&](JsonWriter& json) { write_facts(json, chain); }});
}

}  // namespace

void add_value_chain(Resources& resources) {
    resources.push_back(
        {.path = "/analysis/value-chain",
         .id = "valueChain",
         .tag = "Analysis",
         .summary = "From raw-material area to facility, product and producer, and back; of all rated products: how "
                    "many have a stable value chain, and which are broken",
         .parameters = {{"product", "Id of a product: only its chain", R"({"type":"string"})"},
                        {"area", "Id of a raw-material area: only what it supplies", R"({"type":"string"})"},
                        as_of_parameter(),
                        units_parameter(),
                        {"provenance",
                         "Only products, supply links and outlines of areas of these provenances, separated by commas",
                         provenance_parameter().schema},
                        filter_parameter()},
         .formats = answer_formats(),
         .json_type = media::geojson,
         .own_html = true,
         .heavy = always,
         .answer = Answer(value_chain)});
}

}  // namespace sanvat::api
