// A chat server as the documentation of socket.io begins one, with one durable insert a message. No accounts, no permissions: a limit, not a product.
import { createServer } from "node:http";
import { Pool } from "pg";
import { Server } from "socket.io";

const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
await pool.query(
  "create table if not exists message (id uuid primary key, room text not null, author text not null, text text not null, at timestamptz not null default now())",
);

const http = createServer();
const io = new Server(http);
io.on("connection", (socket) => {
  const { room, name } = socket.handshake.auth;
  void socket.join(room);
  socket.on("say", async ({ id, text }, acknowledge) => {
    await pool.query({
      name: "say",
      text: "insert into message (id, room, author, text) values ($1, $2, $3, $4)",
      values: [id, room, name, text],
    });
    io.to(room).emit("said", { id, author: name, text });
    acknowledge({ id });
  });
});
http.listen(0, "127.0.0.1", () => console.log(`socket.io is up: http://127.0.0.1:${http.address().port}`));
