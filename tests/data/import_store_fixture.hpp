// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "data/import.hpp"
#include "data/store.hpp"
#include "tests/data/import_fixture.hpp"

namespace sanvat::data::test_import {

/// Of what the store holds.
inline std::uint64_t hash_of(const std::filesystem::path& store) {
    return content_hash(Store(store).read());
}

/// Enough records that writing them takes many pages.
inline std::string many_facilities() {
    std::string csv = "id,name,kind,lon,lat,source\n";
    for (int i = 0; i < 400; ++i) {
        csv += "f" + std::to_string(i) + ",Cơ sở chế biến số " + std::to_string(i) + ",agro_processing," +
               std::to_string(106.05 + i * 0.001) + ",22.1,một nguồn dài để trang đầy nhanh hơn\n";
    }
    return csv;
}

class ImportStore : public testing::Test {
protected:
    void SetUp() override { Store::create(store_, small_province()); }

    test::TemporaryFolder folder_;
    const std::filesystem::path store_ = folder_ / "store.gpkg";
};

}  // namespace sanvat::data::test_import
