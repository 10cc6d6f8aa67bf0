// SPDX-License-Identifier: Apache-2.0
#include "analysis/search.hpp"

#include <algorithm>
#include <array>
#include <tuple>

#include "data/text.hpp"

namespace sanvat::analysis {

namespace {

/// How much a way of matching is worth; within one of them shorter names come first.
constexpr double no_match = 0;
constexpr double all_words = 1;
constexpr double words_of_name = 2;
constexpr double start_of_name = 3;
constexpr double whole_name = 4;

/// What is searched of a feature beside its name.
constexpr std::array<std::string_view, 8> searched_properties{"craft",     "craft_en",      "crop_name", "crop_name_en",
                                                              "full_name", "producer_name", "hamlet",    "code"};

struct Entry {
    std::shared_ptr<const FeatureTable> table;
    const Feature* feature;
    std::string name;       ///< folded
    std::string full_name;  ///< of a unit with its kind, folded: "xa quang uyen"; empty otherwise
    std::string all;        ///< folded name and the rest, each word with a blank before it
    double share = 1;       ///< what a match is worth beside the same of a real, current record
};

std::string text_of(const Feature& feature, std::string_view property) {
    return data::to_text(feature.value(property));
}

std::vector<std::string> words_of(std::string_view folded) {
    std::vector<std::string> words;
    while (!folded.empty()) {
        const auto end = std::min(folded.find(' '), folded.size());
        words.emplace_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return words;
}

/// Every word stands at the start of a word of the text.
bool has_all(const std::string& text, const std::vector<std::string>& words) {
    return std::ranges::all_of(words,
                               [&](const std::string& word) { return text.find(" " + word) != std::string::npos; });
}

/// What is made up comes after the like of what is real.
constexpr double illustrative_share = 0.85;
/// The whole name of a unit that is no more comes after words of a real current name, but before those of a made one.
constexpr double former_share = 0.45;

double how_well(const Entry& entry, const std::string& query, const std::vector<std::string>& words) {
    if (entry.name == query || entry.full_name == query) return whole_name;
    if (entry.name.starts_with(query)) return start_of_name;
    if (has_all(" " + entry.name, words)) return words_of_name;
    return has_all(entry.all, words) ? all_words : no_match;
}

bool is_former(const Feature& feature, data::Date reference_date) {
    const bool is_unit = feature.collection == CollectionId::communes || feature.collection == CollectionId::districts;
    return is_unit && std::ranges::all_of(feature.in_force, [&](const data::Validity& validity) {
               return validity.to && *validity.to <= reference_date;
           });
}

double share_of(const Feature& feature, bool illustrative, data::Date reference_date) {
    if (is_former(feature, reference_date)) return former_share;
    return illustrative ? illustrative_share : 1;
}

/// Made records say in brackets at the end of their name that they are; nobody looks for that.
std::string searched_name(const Feature& feature, bool illustrative) {
    std::string name = text_of(feature, "name");
    const auto bracket = illustrative && name.ends_with(')') ? name.rfind('(') : std::string::npos;
    return data::fold(name.substr(0, bracket));
}

/// A recognised village is a facility, too, and found once.
bool is_a_village(const Feature& feature, const FeatureTable& villages) {
    return feature.collection == CollectionId::facilities && text_of(feature, "kind") == "craft_village" &&
           villages.find(feature.id);
}

}  // namespace

struct SearchIndex::Impl {
    std::shared_ptr<const Snapshot> snapshot;
    std::vector<Entry> entries;
};

SearchIndex::SearchIndex(std::shared_ptr<const Snapshot> snapshot) : impl_(std::make_unique<Impl>()) {
    impl_->snapshot = std::move(snapshot);
    const auto villages = impl_->snapshot->features(CollectionId::craft_villages, impl_->snapshot->reference_date());
    for (const Collection& collection : collections()) {
        auto table = impl_->snapshot->features(collection.id, impl_->snapshot->reference_date());
        for (const Feature& feature : table->features()) {
            if (is_a_village(feature, *villages)) continue;
            const bool illustrative = text_of(feature, "provenance") == to_string(data::Provenance::illustrative);
            Entry entry{
                table, &feature, searched_name(feature, illustrative), data::fold(text_of(feature, "full_name")), {}};
            entry.share = share_of(feature, illustrative, impl_->snapshot->reference_date());
            entry.all = " " + entry.name;
            for (const std::string_view property : searched_properties) {
                const std::string more = data::fold(text_of(feature, property));
                if (!more.empty()) entry.all += " " + more;
            }
            impl_->entries.push_back(std::move(entry));
        }
    }
}

SearchIndex::~SearchIndex() = default;

std::vector<SearchResult> SearchIndex::find(std::string_view query, std::size_t limit) const {
    const std::string folded = data::fold(query);
    const auto words = words_of(folded);
    std::vector<SearchResult> results;
    if (words.empty()) return results;
    for (const Entry& entry : impl_->entries) {
        const double how = how_well(entry, folded, words);
        if (how == no_match) continue;
        const double shorter_first = 1.0 / (1.0 + static_cast<double>(entry.name.size()));
        results.push_back({entry.table, entry.feature, (how + shorter_first) * entry.share});
    }
    const auto better = [](const SearchResult& a, const SearchResult& b) {
        if (a.score != b.score) return a.score > b.score;
        const int order = data::collate(text_of(*a.feature, "name"), text_of(*b.feature, "name"));
        if (order != 0) return order < 0;
        return std::tie(a.feature->collection, a.feature->id) < std::tie(b.feature->collection, b.feature->id);
    };
    const auto kept = results.begin() + static_cast<std::ptrdiff_t>(std::min(limit, results.size()));
    std::partial_sort(results.begin(), kept, results.end(), better);
    results.erase(kept, results.end());
    return results;
}

}  // namespace sanvat::analysis
