// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <span>
#include <string>

#include "analysis/collection.hpp"
#include "analysis/feature_table.hpp"
#include "analysis/filter_parser.hpp"
#include "data/error.hpp"

namespace sanvat::analysis::test_filter {

inline constexpr std::array products{CollectionId::products};
inline constexpr std::array villages{CollectionId::craft_villages};
inline constexpr std::array facilities{CollectionId::facilities};
inline constexpr std::array several{CollectionId::facilities, CollectionId::products};

inline Expression parsed(const std::string& text, std::span<const CollectionId> collections = products) {
    return parse_filter("filter", text, collections);
}

/// The whole line of the error; it must name the parameter.
inline std::string complaint(const std::string& text, std::span<const CollectionId> collections = products) {
    try {
        static_cast<void>(parsed(text, collections));
    } catch (const data::Error& error) {
        EXPECT_EQ(error.kind(), data::ErrorKind::bad_value);
        EXPECT_EQ(error.place().parameter, "filter");
        EXPECT_FALSE(error.remedy().empty()) << text;
        return error.what();
    }
    return "no complaint";
}

/// A feature with some properties set and the others null.
inline Feature feature(CollectionId id, const std::map<std::string, data::Value>& values) {
    Feature made;
    made.id = "x";
    made.collection = id;
    made.values.resize(collection(id).properties.size());
    for (const auto& [name, value] : values)
        made.values.at(collection(id).find(name).value()) = value;
    return made;
}

}  // namespace sanvat::analysis::test_filter
