// SPDX-License-Identifier: Apache-2.0
#include "api/feature_texts.hpp"

#include <algorithm>

#include "api/json_writer.hpp"

namespace sanvat::api {

namespace {

void write_unclosed(JsonWriter& json, const analysis::Feature& feature, const data::Geometry& geometry) {
    const analysis::Collection& collection = analysis::collection(feature.collection);
    json.begin_object().member("type", "Feature").member("id", feature.id);
    json.key("geometry").geometry(geometry);
    json.key("properties").begin_object();
    for (std::size_t i = 0; i < collection.properties.size(); ++i) {
        json.key(collection.properties[i].name).attribute(feature.values[i]);
    }
}

}  // namespace

void write_unclosed_without_place(JsonWriter& json, const analysis::Feature& feature) {
    write_unclosed(json, feature, {});
}

FeatureTexts::FeatureTexts(std::shared_ptr<const analysis::FeatureTable> table) : table_(std::move(table)) {
    ends_.reserve(table_->features().size());
    for (const analysis::Feature& feature : table_->features()) {
        JsonWriter json;
        write_unclosed(json, feature, *feature.geometry);
        text_ += json.text();
        ends_.push_back(text_.size());
    }
    text_.shrink_to_fit();
}

std::string_view FeatureTexts::unclosed(std::size_t position) const noexcept {
    const std::size_t begin = position == 0 ? 0 : ends_[position - 1];
    return std::string_view(text_).substr(begin, ends_[position] - begin);
}

std::size_t FeatureTexts::position(const analysis::Feature& feature) const noexcept {
    return static_cast<std::size_t>(&feature - table_->features().data());
}

std::shared_ptr<const FeatureTexts> FeatureTextCache::of(const std::shared_ptr<const analysis::FeatureTable>& table) {
    const auto find = [&] {
        return std::find_if(texts_.begin(), texts_.end(),
                            [&](const auto& texts) { return &texts->table() == table.get(); });
    };
    {
        const std::lock_guard lock(mutex_);
        if (const auto found = find(); found != texts_.end()) {
            texts_.splice(texts_.begin(), texts_, found);
            return texts_.front();
        }
    }
    // Written without the lock: two threads may do so at once, and one result is dropped.
    auto made = std::make_shared<const FeatureTexts>(table);
    const std::lock_guard lock(mutex_);
    if (const auto found = find(); found != texts_.end()) return *found;
    texts_.push_front(made);
    if (texts_.size() > capacity) texts_.pop_back();
    return made;
}

}  // namespace sanvat::api
