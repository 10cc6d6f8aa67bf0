// SPDX-License-Identifier: Apache-2.0
#include "data/sample_plan.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <limits>
#include <string_view>

#include "data/error.hpp"

namespace sanvat::data {

namespace {

/// A table of the file with the path that leads to it, so that a complaint names the key in full.
class Section {
public:
    Section(const std::string& file, std::string path, const toml::table& table,
            std::initializer_list<std::string_view> known)
        : file_(file), path_(std::move(path)), table_(table) {
        for (const auto& [key, value] : table_) {
            if (std::ranges::find(known, key.str()) == known.end()) fail(key.str(), "is no key here", "remove it");
        }
    }

    [[noreturn]] void fail(std::string_view key, const std::string& problem, std::string remedy) const {
        throw bad_input({file_, {}, {}, path_ + std::string{key}}, problem, std::move(remedy));
    }

    [[nodiscard]] std::string text(std::string_view key, std::optional<std::string> otherwise = {}) const {
        return value<std::string>(key, std::move(otherwise), "is no text");
    }
    [[nodiscard]] double number(std::string_view key, std::optional<double> otherwise = {}) const {
        return value<double>(key, otherwise, "is no number");
    }
    [[nodiscard]] bool flag(std::string_view key, bool otherwise) const {
        return value<bool>(key, otherwise, "is neither true nor false");
    }
    [[nodiscard]] int count(std::string_view key) const {
        const auto given = value<std::int64_t>(key, {}, "is no whole number");
        if (given < 0 || given > std::numeric_limits<int>::max()) fail(key, "is out of range", "give 0 or more");
        return static_cast<int>(given);
    }
    [[nodiscard]] Date date(std::string_view key) const {
        const auto given = value<toml::date>(key, {}, "is no date");
        const std::chrono::year_month_day day{std::chrono::year{given.year}, std::chrono::month{given.month},
                                              std::chrono::day{given.day}};
        return Date{day};  // TOML's own reader takes only days that exist
    }
    template <typename T>
    [[nodiscard]] T word(std::string_view key, std::optional<T> (*parse)(std::string_view),
                         std::optional<T> otherwise = {}) const {
        if (otherwise && !table_.contains(key)) return *otherwise;
        return word_of(key, text(key), parse);
    }
    template <typename T>
    [[nodiscard]] T word_of(std::string_view key, std::string_view given,
                            std::optional<T> (*parse)(std::string_view)) const {
        const auto parsed = parse(given);
        if (!parsed) fail(key, "has the unknown word \"" + std::string{given} + "\"", "use one of the data model");
        return *parsed;
    }
    [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }

    /// The elements of an array; none where the key is absent.
    [[nodiscard]] std::vector<const toml::node*> elements(std::string_view key) const {
        std::vector<const toml::node*> found;
        if (!table_.contains(key)) return found;
        const toml::array* array = table_.get(key)->as_array();
        if (!array) fail(key, "is no array", "write it in [ ]");
        for (const toml::node& node : *array)
            found.push_back(&node);
        return found;
    }
    [[nodiscard]] const toml::table& table(std::string_view key) const {
        const toml::node* node = table_.get(key);
        if (!node || !node->is_table()) fail(key, "is missing or no table", "add it");
        return *node->as_table();
    }
    /// The element as a section of its own.
    [[nodiscard]] Section section(std::string_view key, const toml::node& node,
                                  std::initializer_list<std::string_view> known) const {
        if (!node.is_table()) fail(key, "holds something that is no table", "write { key = value }");
        return {file_, path_ + std::string{key} + ".", *node.as_table(), known};
    }
    [[nodiscard]] std::vector<UnitKey> units(std::string_view key) const {
        std::vector<UnitKey> units;
        for (const toml::node* node : elements(key)) {
            const auto unit = parse_unit_key(node->value_or(std::string_view{}));
            if (!unit) fail(key, "holds something that is no unit key", "write code and first day");
            units.push_back(*unit);
        }
        return units;
    }

private:
    template <typename T>
    T value(std::string_view key, std::optional<T> otherwise, const char* problem) const {
        const toml::node* node = table_.get(key);
        if (!node && otherwise) return *otherwise;
        if (!node) fail(key, "is missing", "add it");
        const auto given = node->value<T>();
        if (!given) fail(key, problem, "correct it");
        return *given;
    }

    const std::string& file_;
    std::string path_;
    const toml::table& table_;
};

SamplePlan::Facilities facilities_of(const Section& section) {
    SamplePlan::Facilities facilities;
    facilities.kind = section.word("kind", parse_facility_kind);
    facilities.total = section.count("total");
    facilities.name = section.text("name");
    facilities.area_power = section.number("area_power", 0);
    facilities.merged_power = section.number("merged_power", 0);
    if (section.has("kind_factor")) {
        for (const auto& [key, node] : section.table("kind_factor")) {
            const auto factor = node.value<double>();
            if (!factor || *factor <= 0) section.fail("kind_factor", "has a factor not above 0", "correct it");
            facilities.kind_factor[std::string{key.str()}] = *factor;
        }
    }
    return facilities;
}

SamplePlan::Owners owners_of(const Section& section) {
    SamplePlan::Owners owners;
    owners.id = section.text("id");
    std::map<ProducerKind, int> kinds;
    for (const auto& [key, node] : section.table("kinds")) {
        const auto count = node.value<int>();
        if (!count || *count < 0) section.fail("kinds", "has a number that is no count", "give 0 or more");
        kinds[section.word_of("kinds", key.str(), parse_producer_kind)] = *count;
    }
    owners.kinds.assign(kinds.begin(), kinds.end());
    owners.in = section.units("in");
    owners.not_in = section.units("not_in");
    owners.facility = section.flag("facility", true);
    return owners;
}

SamplePlan::Products products_of(const Section& section) {
    SamplePlan::Products products;
    products.id = section.text("id");
    products.count = section.count("count");
    products.goods = section.text("goods");
    for (const toml::node* node : section.elements("ratings")) {
        const toml::array* pair = node->as_array();
        if (!pair || pair->size() != 2) section.fail("ratings", "holds no [round, stars]", "write [\"1\", 3]");
        const auto round = pair->get(0)->value<std::string>();
        const auto stars = pair->get(1)->value<int>();
        if (!round || !stars || *stars < 3 || *stars > 5)
            section.fail("ratings", "holds no [round, 3 to 5]", "correct it");
        products.ratings.emplace_back(*round, *stars);
    }
    for (const toml::node* node : section.elements("owners")) {
        const Section share = section.section("owners", *node, {"group", "first"});
        products.owners.push_back({share.text("group"), {}});
        if (share.has("first")) products.owners.back().first = share.count("first");
    }
    return products;
}

std::vector<SamplePlan::Good> goods_of(const Section& root, std::string_view name, const toml::node& list) {
    const toml::array* array = list.as_array();
    if (!array) root.fail("goods", "holds a list that is none", "write it in [ ]");
    std::vector<SamplePlan::Good> goods;
    for (const toml::node& node : *array) {
        const Section good = root.section("goods." + std::string{name}, node,
                                          {"name", "subgroup", "material", "group_2019", "group_2023"});
        goods.push_back({good.text("name"), good.text("subgroup", ""), good.text("material", ""),
                         good.word("group_2019", parse_product_group, std::optional{ProductGroup::food}),
                         good.word("group_2023", parse_product_group, std::optional{ProductGroup::food})});
    }
    return goods;
}

void read_lists(const Section& root, SamplePlan& plan) {
    for (const toml::node* node : root.elements("facilities")) {
        plan.facilities.push_back(facilities_of(
            root.section("facilities", *node, {"kind", "total", "name", "area_power", "merged_power", "kind_factor"})));
    }
    for (const toml::node* node : root.elements("owner_kinds")) {
        const Section section = root.section("owner_kinds", *node, {"kind", "name", "facility"});
        auto& kind = plan.owner_kinds[section.word("kind", parse_producer_kind)];
        kind.name = section.text("name");
        if (section.has("facility")) kind.facility = section.word("facility", parse_facility_kind);
    }
    for (const toml::node* node : root.elements("owners")) {
        plan.owners.push_back(owners_of(root.section("owners", *node, {"id", "kinds", "in", "not_in", "facility"})));
    }
    for (const toml::node* node : root.elements("products")) {
        plan.products.push_back(
            products_of(root.section("products", *node, {"id", "count", "ratings", "owners", "goods"})));
    }
    for (const auto& [key, node] : root.table("goods")) {
        plan.goods[std::string{key.str()}] = goods_of(root, key.str(), node);
    }
}

}  // namespace

Error SamplePlan::error(std::string problem, std::string remedy) const {
    return bad_input({file, {}, {}, {}}, std::move(problem), std::move(remedy));
}

SamplePlan read_sample_plan(const std::filesystem::path& folder) {
    SamplePlan plan;
    plan.file = (folder / "sample.toml").string();
    toml::table table;
    try {
        table = toml::parse_file(plan.file);
    } catch (const toml::parse_error& error) {
        throw bad_input({plan.file, {}, {}, {}},
                        "line " + std::to_string(error.source().begin.line) + ": " + std::string{error.description()},
                        "write it as TOML has it");
    }
    const Section root(plan.file, "", table,
                       {"title", "attribution", "reference_date", "illustrative", "facilities", "owner_kinds", "owners",
                        "products", "goods"});
    plan.title = root.text("title");
    plan.attribution = root.text("attribution");
    plan.reference_date = root.date("reference_date");
    const Section made =
        root.section("illustrative", root.table("illustrative"), {"seed", "mark", "source", "id_prefix", "inside_m"});
    plan.seed = static_cast<std::uint64_t>(made.count("seed"));
    plan.mark = made.text("mark");
    plan.source = made.text("source");
    plan.id_prefix = made.text("id_prefix");
    plan.inside_m = made.number("inside_m");
    read_lists(root, plan);
    return plan;
}

}  // namespace sanvat::data
