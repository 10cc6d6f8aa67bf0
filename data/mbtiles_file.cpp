// SPDX-License-Identifier: Apache-2.0
#include "data/mbtiles_file.hpp"

#include "data/sqlite.hpp"

namespace sanvat::data {

namespace {

// Nobody reads the file before it is complete, so it needs no journal; 0x4d504258 is "MPBX", by which `file` knows it.
constexpr auto mbtiles_schema = R"(
PRAGMA application_id = 0x4d504258;
PRAGMA journal_mode = OFF;
BEGIN;
CREATE TABLE metadata (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE images (tile_id INTEGER PRIMARY KEY, tile_data BLOB NOT NULL);
CREATE TABLE map (zoom_level INTEGER NOT NULL, tile_column INTEGER NOT NULL, tile_row INTEGER NOT NULL,
                  tile_id INTEGER NOT NULL REFERENCES images (tile_id),
                  PRIMARY KEY (zoom_level, tile_column, tile_row)) WITHOUT ROWID;
CREATE VIEW tiles AS SELECT zoom_level, tile_column, tile_row, tile_data FROM map JOIN images USING (tile_id);
)";

}  // namespace

struct MbtilesFile::Impl {
    explicit Impl(const std::filesystem::path& file) : database(file, sqlite::Mode::create) {
        database.execute(mbtiles_schema);
        content.emplace(database, "INSERT INTO images VALUES (?, ?)");
        tile.emplace(database, "INSERT INTO map VALUES (?, ?, ?, ?)");
    }

    sqlite::Database database;
    std::optional<sqlite::Statement> content, tile;
};

MbtilesFile::MbtilesFile(const std::filesystem::path& file, const Metadata& metadata)
    : impl_(std::make_unique<Impl>(file)) {
    sqlite::Statement row(impl_->database, "INSERT INTO metadata VALUES (?, ?)");
    for (const auto& [name, value] : metadata) {
        row.bind(1, std::string_view(name));
        row.bind(2, std::string_view(value));
        row.run();
    }
}

MbtilesFile::~MbtilesFile() = default;

void MbtilesFile::add_content(std::int64_t id, std::string_view bytes) {
    impl_->content->bind(1, id);
    impl_->content->bind_blob(2, bytes);
    impl_->content->run();
}

void MbtilesFile::add_tile(int zoom, std::uint32_t column, std::uint32_t row, std::int64_t content) {
    impl_->tile->bind(1, std::int64_t{zoom});
    impl_->tile->bind(2, std::int64_t{column});
    impl_->tile->bind(3, std::int64_t{row});
    impl_->tile->bind(4, content);
    impl_->tile->run();
}

void MbtilesFile::finish() {
    impl_->database.execute("COMMIT");
}

}  // namespace sanvat::data
