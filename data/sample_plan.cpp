// SPDX-License-Identifier: Apache-2.0
#include "data/sample_plan.hpp"

#include <limits>
#include <string_view>

#include "data/toml_section.hpp"

namespace sanvat::data {

namespace {

constexpr int most = std::numeric_limits<int>::max();
constexpr double strongest_power = 10;
constexpr double largest_factor = 1000;
constexpr double farthest_inside_m = 100'000;

template <typename T>
T word_of(const TomlSection& section, std::string_view key, std::string_view given,
          std::optional<T> (*parse)(std::string_view)) {
    const auto parsed = parse(given);
    if (!parsed) {
        throw section.wrong(key, "has the unknown word \"" + std::string{given} + "\"", "use one of the data model");
    }
    return *parsed;
}

template <typename T>
T word(TomlSection& section, std::string_view key, std::optional<T> (*parse)(std::string_view)) {
    return word_of(section, key, section.text(key), parse);
}

std::string text_if_any(TomlSection& section, std::string_view key) {
    return section.has(key) ? section.text(key) : std::string{};
}

double power_if_any(TomlSection& section, std::string_view key) {
    return section.has(key) ? section.number(key, -strongest_power, strongest_power) : 0;
}

std::vector<TomlSection> sections_if_any(TomlSection& section, std::string_view key) {
    return section.has(key) ? section.sections(key) : std::vector<TomlSection>{};
}

std::vector<UnitKey> units_if_any(TomlSection& section, std::string_view key) {
    std::vector<UnitKey> units;
    if (!section.has(key)) return units;
    for (const std::string& text : section.texts(key)) {
        const auto unit = parse_unit_key(text);
        if (!unit) throw section.wrong(key, "holds something that is no unit key", "write code and first day");
        units.push_back(*unit);
    }
    return units;
}

SamplePlan::Facilities facilities_of(TomlSection& section) {
    SamplePlan::Facilities facilities;
    facilities.kind = word(section, "kind", parse_facility_kind);
    facilities.total = section.integer("total", 0, most);
    facilities.name = section.text("name");
    facilities.area_power = power_if_any(section, "area_power");
    facilities.merged_power = power_if_any(section, "merged_power");
    if (section.has("kind_factor")) {
        TomlSection factors = section.section("kind_factor");
        for (const std::string& kind : factors.keys()) {
            const double factor = factors.number(kind, 0, largest_factor);
            if (!(factor > 0)) throw factors.wrong(kind, "is not above 0", "leave it out where it is 1");
            facilities.kind_factor[kind] = factor;
        }
    }
    section.finish();
    return facilities;
}

void read_owner_kind(TomlSection& section, SamplePlan& plan) {
    auto& kind = plan.owner_kinds[word(section, "kind", parse_producer_kind)];
    kind.name = section.text("name");
    if (section.has("facility")) kind.facility = word(section, "facility", parse_facility_kind);
    section.finish();
}

SamplePlan::Owners owners_of(TomlSection& section) {
    SamplePlan::Owners owners;
    owners.id = section.text("id");
    std::map<ProducerKind, int> counts;
    TomlSection kinds = section.section("kinds");
    for (const std::string& kind : kinds.keys())
        counts[word_of(kinds, kind, kind, parse_producer_kind)] = kinds.integer(kind, 0, most);
    owners.kinds.assign(counts.begin(), counts.end());
    owners.in = units_if_any(section, "in");
    owners.not_in = units_if_any(section, "not_in");
    if (section.has("facility")) owners.facility = section.boolean("facility");
    section.finish();
    return owners;
}

SamplePlan::Products products_of(TomlSection& section) {
    SamplePlan::Products products;
    products.id = section.text("id");
    products.count = section.integer("count", 0, most);
    products.goods = section.text("goods");
    const auto ratings = section.has("ratings") ? section.rows("ratings") : std::vector<std::vector<Value>>{};
    for (const std::vector<Value>& rating : ratings) {
        const auto* round = rating.size() == 2 ? std::get_if<std::string>(&rating[0]) : nullptr;
        const auto* stars = rating.size() == 2 ? std::get_if<std::int64_t>(&rating[1]) : nullptr;
        if (!round || !stars || *stars < fewest_stars || *stars > most_stars)
            throw section.wrong("ratings", "holds no [round, 3 to 5]", "write [[\"1\", 3]]");
        products.ratings.emplace_back(*round, static_cast<int>(*stars));
    }
    for (TomlSection& share : sections_if_any(section, "owners")) {
        products.owners.push_back({share.text("group"), {}});
        if (share.has("first")) products.owners.back().first = share.integer("first", 0, most);
        share.finish();
    }
    section.finish();
    return products;
}

SamplePlan::Good good_of(TomlSection& section) {
    SamplePlan::Good good;
    good.name = section.text("name");
    good.subgroup = text_if_any(section, "subgroup");
    good.material = text_if_any(section, "material");
    if (section.has("group_2019")) good.group_2019 = word(section, "group_2019", parse_product_group);
    if (section.has("group_2023")) good.group_2023 = word(section, "group_2023", parse_product_group);
    section.finish();
    return good;
}

void read_made(TomlSection made, SamplePlan& plan) {
    plan.seed = static_cast<std::uint64_t>(made.integer("seed", 0, most));
    plan.mark = made.text("mark");
    plan.source = made.text("source");
    plan.id_prefix = made.text("id_prefix");
    plan.inside_m = made.number("inside_m", 0, farthest_inside_m);
    made.finish();
}

void read_lists(TomlSection& root, SamplePlan& plan) {
    for (TomlSection& section : sections_if_any(root, "facilities"))
        plan.facilities.push_back(facilities_of(section));
    for (TomlSection& section : sections_if_any(root, "owner_kinds"))
        read_owner_kind(section, plan);
    for (TomlSection& section : sections_if_any(root, "owners"))
        plan.owners.push_back(owners_of(section));
    for (TomlSection& section : sections_if_any(root, "products"))
        plan.products.push_back(products_of(section));
    TomlSection goods = root.section("goods");
    for (const std::string& list : goods.keys()) {
        std::vector<SamplePlan::Good>& known = plan.goods[list];
        for (TomlSection& section : goods.sections(list))
            known.push_back(good_of(section));
    }
}

}  // namespace

Error SamplePlan::error(std::string problem, std::string remedy) const {
    return bad_input({file, {}, {}, {}}, std::move(problem), std::move(remedy));
}

SamplePlan read_sample_plan(const std::filesystem::path& folder) {
    SamplePlan plan;
    plan.file = (folder / "sample.toml").string();
    TomlSection root = read_toml(plan.file);
    plan.title = root.text("title");
    plan.attribution = root.text("attribution");
    plan.reference_date = root.date("reference_date");
    read_made(root.section("illustrative"), plan);
    read_lists(root, plan);
    root.finish();
    return plan;
}

}  // namespace sanvat::data
